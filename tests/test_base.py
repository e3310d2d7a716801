import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from serving.errors import ModelError
from training.base import OFFLINE_NAME, OFFLINE_SHA256, WEIGHTS, Base, find_base

LOOK_FOR_A_HUB_MODEL = """
from serving.errors import ModelError
from training.base import find_base
try:
    find_base("nobody/no-such-model")
except ModelError as error:
    print(error)
"""


def test_the_offline_base_has_the_known_checksum() -> None:
    base = find_base()

    assert base.name == OFFLINE_NAME
    assert base.sha256 == OFFLINE_SHA256
    assert hashlib.sha256((base.folder / WEIGHTS).read_bytes()).hexdigest() == OFFLINE_SHA256


def test_a_folder_is_a_base(tiny_base: Base) -> None:
    assert find_base(str(tiny_base.folder)) == tiny_base


@pytest.mark.parametrize("missing", [WEIGHTS, "config.json", "tokenizer.json"])
def test_a_folder_without_its_files_is_refused_by_name(tiny_base: Base, tmp_path: Path, missing: str) -> None:
    folder = shutil.copytree(tiny_base.folder, tmp_path / "base")
    (folder / missing).unlink()

    with pytest.raises(ModelError, match=rf"has no {missing} in .*: Epistle needs {WEIGHTS} and its tokenizer"):
        find_base(str(folder))


def test_pickled_weights_alone_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"anything")

    with pytest.raises(ModelError, match=rf"has no {WEIGHTS}"):
        find_base(str(tmp_path))


def test_a_name_that_no_hub_model_can_have_is_refused_with_the_way_out() -> None:
    with pytest.raises(ModelError, match=r"nor to be had from the hub .*give a folder, or leave --base out"):
        find_base("no/such/folder")


def test_without_a_network_an_unknown_hub_model_is_refused(tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-c", LOOK_FOR_A_HUB_MODEL],
        env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert process.stdout.startswith("base model 'nobody/no-such-model' is neither a folder nor to be had from the hub")
