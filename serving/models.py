"""The model store: directories that are whole or refused, a champion, and a history that only grows.

`models/<version>/` is written once: every file first, `manifest.json` last, so that its presence means the directory is
whole. Loading checks the format version and every checksum. It knows nothing of networks; it only keeps their files.
"""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from serving.errors import ModelError
from serving.labels import LABELS

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
CHAMPION = "champion"
HISTORY = "history.jsonl"
DEFAULT_STORE = Path(__file__).resolve().parent.parent / "models"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BaseModelSource(_Record):
    """The pretrained weights that a model started from."""

    name: str
    sha256: str


class InputFormat(_Record):
    """How text becomes network input; part of the model, because the network was trained with exactly this."""

    max_tokens: int = Field(ge=8)
    # Put before a sentence that begins inside a running quotation.
    quotation_marker: str


class Calibration(_Record):
    """Turns logits into probabilities: softmax((logits + bias) / temperature)."""

    temperature: float = Field(gt=0)
    bias: tuple[float, ...] = Field(min_length=len(LABELS), max_length=len(LABELS))
    fitted_on: str


class Conformal(_Record):
    """Per-label thresholds: a label is in the set when its probability is at least its threshold."""

    coverage: float = Field(gt=0, lt=1)
    thresholds: tuple[float, ...] = Field(min_length=len(LABELS), max_length=len(LABELS))
    fitted_on: str


class Manifest(_Record):
    """All that is known of a model: where it came from, how to use it, what it measured, and its checksums."""

    format_version: int
    version: str
    created: datetime
    labels: tuple[str, ...]
    base_model: BaseModelSource
    precision: str
    seed: int
    data_fingerprint: str
    data: dict[str, JsonValue]
    training: dict[str, JsonValue]
    libraries: dict[str, str]
    inputs: InputFormat
    calibration: Calibration
    conformal: Conformal
    metrics: dict[str, JsonValue]
    files: dict[str, str]


def champion_version(store: Path = DEFAULT_STORE) -> str:
    """Return the version named by `models/champion`.

    Raises ModelError when there is none.
    """
    try:
        version = (store / CHAMPION).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise ModelError(
            f"no champion in {store}: train one with `epistle train`, or name a model folder with --model"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"cannot read {store / CHAMPION}: {error}") from error
    if not version:
        raise ModelError(f"{store / CHAMPION} is empty: choose a champion with `epistle models promote VERSION`")
    return version


def model_versions(store: Path = DEFAULT_STORE) -> list[str]:
    """Return the versions in `store`, sorted; what a stopped run left (`.….partial`) is none."""
    return sorted(path.parent.name for path in store.glob(f"[!.]*/{MANIFEST}"))


def find_model(name: str | None = None, store: Path = DEFAULT_STORE) -> Path:
    """Resolve a folder, a version in `store`, or (None) the champion to a model directory that exists.

    Raises ModelError naming where it looked.
    """
    version = champion_version(store) if name is None else name
    # The champion is never a folder that only happens to bear its name where the command runs.
    for candidate in (store / version,) if name is None else (Path(version), store / version):
        if candidate.is_dir():
            return candidate
    known = ", ".join(model_versions(store)) or "none"
    raise ModelError(f"no model {version!r}: it is neither a folder nor a version in {store} (there: {known})")


def read_manifest(directory: Path) -> Manifest:
    """Read and check the manifest alone, without the checksums of the other files.

    Raises ModelError for a missing, malformed, foreign or newer-format manifest.
    """
    path = directory / MANIFEST
    try:
        raw = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ModelError(
            f"{directory} is not a finished Epistle model: it has no {MANIFEST}. "
            "If a training run was stopped there, go on with `epistle train --resume`"
        ) from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} is damaged ({error}): copy the model again or retrain it") from error
    _check_format(raw, path)
    try:
        manifest = Manifest.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ModelError(f"{path} is not an Epistle manifest: {place}: {first['msg']}") from error
    if manifest.labels != LABELS:
        raise ModelError(f"{path} has labels {list(manifest.labels)}, but this Epistle uses {list(LABELS)}")
    return manifest


def verify_model(directory: Path) -> Manifest:
    """Read the manifest and check every file against its sha256.

    Raises ModelError naming the file that is missing or differs.
    """
    manifest = read_manifest(directory)
    for name, expected in manifest.files.items():
        path = directory / name
        if path.parent != directory:
            raise ModelError(f"{directory / MANIFEST} names {name!r}, which lies outside the model: refused")
        try:
            actual = file_sha256(path)
        except OSError as error:
            raise ModelError(f"model file {path} cannot be read ({error}): copy the model again") from error
        if actual != expected:
            raise ModelError(
                f"model file {path} is damaged: sha256 {actual[:12]}…, the manifest says {expected[:12]}…. "
                "Copy the model again or retrain it"
            )
    return manifest


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Write the manifest as the last file of a model directory, which makes the directory a model."""
    replace_file(directory / MANIFEST, manifest.model_dump_json(indent=2) + "\n")


def set_champion(version: str, reason: str, comparison: dict[str, JsonValue], store: Path = DEFAULT_STORE) -> None:
    """Check the model, append to the history, then switch the pointer (in that order: no unrecorded champion).

    Raises ModelError when the model does not verify.
    """
    verify_model(store / version)
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version,
        "reason": reason,
        "comparison": comparison,
    }
    with (store / HISTORY).open("a", encoding="utf-8") as history:
        history.write(json.dumps(entry, ensure_ascii=False) + "\n")
        history.flush()
        os.fsync(history.fileno())
    replace_file(store / CHAMPION, version + "\n")


def file_sha256(path: Path) -> str:
    """Return the hex sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def replace_file(path: Path, text: str) -> None:
    """Write `text` so that `path` holds either the old content or all of the new (temporary sibling, fsync, rename)."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _check_format(raw: object, path: Path) -> None:
    version = raw.get("format_version") if isinstance(raw, dict) else None
    if not isinstance(version, int):
        raise ModelError(f"{path} is not an Epistle manifest: it has no format_version")
    if version > FORMAT_VERSION:
        raise ModelError(
            f"{path} has format {version}, but this Epistle reads up to {FORMAT_VERSION}: "
            "upgrade Epistle or use an older model"
        )
    if version < FORMAT_VERSION:
        raise ModelError(f"{path} has format {version}, which this Epistle no longer reads: retrain the model")
