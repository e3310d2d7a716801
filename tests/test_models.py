import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from serving.classifier import NETWORK, TOKENIZER
from serving.errors import ModelError
from serving.models import (
    CHAMPION,
    FORMAT_VERSION,
    HISTORY,
    MANIFEST,
    champion_version,
    file_sha256,
    find_model,
    model_versions,
    read_manifest,
    replace_file,
    set_champion,
    verify_model,
)


@pytest.fixture
def model(tiny_model: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_model, tmp_path / "copy")


@pytest.fixture
def store(make_model: Callable[[Path], Path], tmp_path: Path) -> Path:
    for version in ("first", "second"):
        make_model(tmp_path / "store" / version)
    return tmp_path / "store"


def edit_manifest(model: Path, **changes: Any) -> None:
    path = model / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def history(store: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (store / HISTORY).read_text(encoding="utf-8").splitlines()]


def test_a_whole_model_verifies(tiny_model: Path) -> None:
    assert set(verify_model(tiny_model).files) == {NETWORK, TOKENIZER}


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER])
def test_a_damaged_file_is_named(model: Path, name: str) -> None:
    data = bytearray((model / name).read_bytes())
    data[len(data) // 2] ^= 1
    (model / name).write_bytes(data)

    with pytest.raises(ModelError, match=rf"{name} is damaged: .* Copy the model again or retrain it"):
        verify_model(model)


def test_a_truncated_file_is_named(model: Path) -> None:
    (model / NETWORK).write_bytes((model / NETWORK).read_bytes()[:100])

    with pytest.raises(ModelError, match=rf"{NETWORK} is damaged"):
        verify_model(model)


def test_a_missing_file_is_named(model: Path) -> None:
    (model / TOKENIZER).unlink()

    with pytest.raises(ModelError, match=rf"{TOKENIZER} cannot be read .*copy the model again"):
        verify_model(model)


def test_a_folder_without_manifest_is_not_a_finished_model(model: Path) -> None:
    (model / MANIFEST).unlink()

    with pytest.raises(ModelError, match=r"not a finished Epistle model: it has no manifest\.json.*--resume"):
        verify_model(model)


@pytest.mark.parametrize("text", ["", "{", "\x00\x01", "manifest"])
def test_a_damaged_manifest_is_named(model: Path, text: str) -> None:
    (model / MANIFEST).write_text(text, encoding="utf-8")

    with pytest.raises(ModelError, match=r"manifest\.json is damaged .*: copy the model again or retrain it"):
        verify_model(model)


@pytest.mark.parametrize("text", ["[]", "null", '{"architectures": ["BertModel"]}', '{"format_version": "one"}'])
def test_foreign_json_is_refused(model: Path, text: str) -> None:
    (model / MANIFEST).write_text(text, encoding="utf-8")

    with pytest.raises(ModelError, match=r"manifest\.json is not an Epistle manifest"):
        verify_model(model)


def test_a_newer_format_is_refused_with_the_way_out(model: Path) -> None:
    edit_manifest(model, format_version=FORMAT_VERSION + 1, something_new=True)

    with pytest.raises(ModelError, match=rf"has format {FORMAT_VERSION + 1}.*upgrade Epistle or use an older model"):
        verify_model(model)


def test_an_older_format_is_refused_with_the_way_out(model: Path) -> None:
    edit_manifest(model, format_version=FORMAT_VERSION - 1)

    with pytest.raises(ModelError, match=r"no longer reads: retrain the model"):
        verify_model(model)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"surprise": 1}, "surprise"),
        ({"seed": "x"}, "seed"),
        ({"calibration": {"temperature": 0}}, "calibration"),
        ({"conformal": {"coverage": 0.9, "thresholds": [0.2], "fitted_on": ""}}, "conformal.thresholds"),
    ],
)
def test_a_manifest_of_another_shape_is_refused_by_key(model: Path, changes: dict[str, Any], place: str) -> None:
    edit_manifest(model, **changes)

    with pytest.raises(ModelError, match=rf"is not an Epistle manifest: {place}"):
        read_manifest(model)


def test_other_labels_are_refused(model: Path) -> None:
    edit_manifest(model, labels=["opinion", "factual_report", "attribution", "speculation"])

    with pytest.raises(ModelError, match=r"has labels .* but this Epistle uses"):
        verify_model(model)


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hostname", "sub/../../outside.txt", "..", "sub/file"])
def test_a_file_name_that_leaves_the_directory_is_refused(model: Path, name: str) -> None:
    (model.parent / "outside.txt").write_text("secret", encoding="utf-8")
    edit_manifest(model, files={name: file_sha256(model.parent / "outside.txt")})

    with pytest.raises(ModelError, match=r"lies outside the model: refused|cannot be read"):
        verify_model(model)


def test_without_a_champion_the_way_to_one_is_told(store: Path) -> None:
    with pytest.raises(ModelError, match=r"no champion in .*`epistle train`, or name a model folder with --model"):
        find_model(store=store)


def test_what_a_stopped_run_left_is_no_version(store: Path) -> None:
    shutil.copytree(store / "first", store / ".third.partial")

    assert model_versions(store) == ["first", "second"]


def test_an_unknown_version_is_told_with_those_there(store: Path) -> None:
    with pytest.raises(ModelError, match=r"no model 'third'.*\(there: first, second\)"):
        find_model("third", store)


def test_a_store_that_does_not_exist_has_no_models(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"\(there: none\)"):
        find_model("first", tmp_path / "nowhere")


def test_a_folder_and_a_version_are_both_names(store: Path) -> None:
    assert find_model(str(store / "first"), store) == find_model("first", store) == store / "first"


def test_promotion_switches_the_champion_and_writes_one_line_of_history(store: Path) -> None:
    set_champion("first", "the first of all", {"macro_f1": 0.9}, store)

    assert champion_version(store) == "first"
    assert find_model(store=store) == store / "first"
    (entry,) = history(store)
    assert entry.pop("at")
    assert entry == {"version": "first", "reason": "the first of all", "comparison": {"macro_f1": 0.9}}


def test_history_only_grows(store: Path) -> None:
    for version in ("first", "second", "first"):
        set_champion(version, "once more", {}, store)

    assert [entry["version"] for entry in history(store)] == ["first", "second", "first"]
    assert champion_version(store) == "first"


def test_a_broken_model_never_becomes_champion(store: Path) -> None:
    set_champion("first", "whole", {}, store)
    (store / "second" / NETWORK).write_bytes(b"damaged")

    with pytest.raises(ModelError, match=rf"{NETWORK} is damaged"):
        set_champion("second", "broken", {}, store)

    assert champion_version(store) == "first"
    assert [entry["version"] for entry in history(store)] == ["first"]


def test_the_champion_is_looked_for_in_the_store_only(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_champion("first", "whole", {}, store)
    (tmp_path / "first").mkdir()
    monkeypatch.chdir(tmp_path)

    assert find_model(store=store) == store / "first"


def test_promotion_leaves_no_temporary_file(store: Path) -> None:
    set_champion("first", "whole", {}, store)

    assert {path.name for path in store.iterdir()} == {"first", "second", CHAMPION, HISTORY}


def test_replacing_a_file_swaps_its_whole_content(tmp_path: Path) -> None:
    path = tmp_path / "pointer"
    path.write_text("a long old content", encoding="utf-8")

    replace_file(path, "new\n")

    assert path.read_text(encoding="utf-8") == "new\n"
    assert list(tmp_path.iterdir()) == [path]
