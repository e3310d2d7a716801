import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from serving.labels import DEFINITIONS, LABELS
from training.report import render_report, write_report

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)> \"quoted\" & {{ 7 * 7 }}"


class Page(HTMLParser):
    """The tags, attributes and text of a page as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def evaluation(**changes: Any) -> dict[str, Any]:
    labels = [str(label) for label in LABELS]
    measured = {
        "precision": 0.91,
        "recall": 0.88,
        "f1": 0.895,
        "support": 1250,
        "f1_interval": [0.85, 0.93],
        "coverage": 0.902,
        "mean_set_size": 1.2,
    }
    return {
        "model": "2025-01-01-a",
        "files": ["dev.jsonl"],
        "n": 1234,
        "accuracy": 0.8765,
        "macro_f1": 0.8512,
        "intervals": {"accuracy": [0.85, 0.9], "macro_f1": [0.82, 0.88]},
        "ece": 0.021,
        "coverage": 0.913,
        "mean_set_size": 1.14,
        "per_class": dict.fromkeys(labels, measured),
        "confusion": [[9, 1, 0, 0], [0, 5, 0, 0], [0, 0, 0, 0], [1, 0, 0, 4]],
        "labels": labels,
        "reliability": [{"confidence": 0.6 + i / 30, "accuracy": 0.55 + i / 30, "count": 80} for i in range(12)],
        "risk_coverage": {
            "coverage": [i / 1000 for i in range(1, 1001)],
            "risk": [i / 8000 for i in range(1, 1001)],
        },
        "slices": {"source": {"wikinews": {"n": 900, "accuracy": 0.9, "macro_f1": 0.87, "ece": 0.02}}},
    } | changes


def even_handedness(text: str) -> dict[str, Any]:
    flip = {
        "kind": "country",
        "text": text,
        "original": "Russia",
        "changed": "Ukraine",
        "swapped_text": text + " swapped",
        "label_before": "opinion",
        "label_after": "speculation",
        "confidence_before": 0.52,
        "confidence_after": 0.49,
    }
    counts = {"variants": 50, "flips": 1, "flip_rate": 0.02}
    return {"target": 0.01, **counts, "by_kind": {"country": counts}, "flipped": [flip]}


def test_shows_headline_numbers_with_their_intervals() -> None:
    text = Page(render_report(evaluation())).text

    for shown in ("87.6%", "85.0% to 90.0%", "0.851", "0.820 to 0.880", "2.1%", "91.3%", "1,234", "dev.jsonl"):
        assert shown in text


def test_names_and_explains_every_label() -> None:
    text = Page(render_report(evaluation())).text

    for label in LABELS:
        assert label.replace("_", " ") in text
        assert DEFINITIONS[label] in text


def test_hostile_text_is_shown_and_never_run() -> None:
    slices = {HOSTILE: {HOSTILE: {"n": 900, "accuracy": 0.9, "macro_f1": 0.87, "ece": 0.02}}}

    page = Page(
        render_report(
            evaluation(
                model=HOSTILE,
                files=[HOSTILE],
                slices=slices,
                even_handedness=even_handedness(HOSTILE),
                baselines={HOSTILE: {"accuracy": 0.5, "macro_f1": 0.4}},
            )
        )
    )

    assert HOSTILE in page.text
    assert not {"script", "img", "iframe", "object"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_needs_nothing_from_outside_and_forbids_it() -> None:
    html = render_report(evaluation())
    page = Page(html)

    assert not {"link", "script", "img"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name == "src"]
    assert all((value or "").startswith("#") for name, value in page.attributes if name in {"href", "xlink:href"})
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", html))
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_plots_follow_the_colours_of_the_page_and_repeat_no_id() -> None:
    html = render_report(evaluation())
    plots = re.findall(r"<svg .*?</svg>", html, flags=re.DOTALL)

    assert len(plots) == 2
    for plot in plots:
        ElementTree.fromstring(plot)  # noqa: S314 our own plot
        assert "var(--accent)" in plot
        assert not re.search(r"#0[1-4]0[1-4]0[1-4]", plot)
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_lists_every_flip_with_what_was_exchanged() -> None:
    text = Page(render_report(evaluation(even_handedness=even_handedness("Russia lost.")))).text

    for shown in ("Russia lost.", "Russia lost. swapped", "opinion 52%", "speculation 49%", "above the target of 1%"):
        assert shown in text


def test_shows_robustness_as_differences() -> None:
    effect = {
        "n": 70,
        "accuracy_before": 0.9,
        "accuracy": 0.87,
        "macro_f1_before": 0.8,
        "macro_f1": 0.8,
        "labels_changed": 0.04,
    }

    text = Page(render_report(evaluation(robustness={"all caps": effect}))).text

    for shown in ("all caps", "87.0%", "−3.0", "±0", "4.0%"):
        assert shown in text


def test_sets_the_model_beside_the_baselines() -> None:
    text = Page(render_report(evaluation(baselines={"majority label": {"accuracy": 0.4, "macro_f1": 0.143}}))).text

    assert "majority label" in text
    assert text.count("2025-01-01-a") == 3  # title, heading, comparison


def test_leaves_out_what_was_not_measured() -> None:
    text = Page(render_report(evaluation(slices={}))).text

    for heading in ("By kind of text", "Even-handedness", "Robustness", "Against simpler methods"):
        assert heading not in text


def test_unknown_values_are_dashes() -> None:
    rows = evaluation()["per_class"]
    rows = {label: row | {"coverage": None, "mean_set_size": None, "f1_interval": None} for label, row in rows.items()}

    assert "–" in Page(render_report(evaluation(per_class=rows))).text


def test_a_missing_number_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    broken = evaluation()
    del broken["reliability"]

    with pytest.raises(KeyError):
        write_report(tmp_path / "report.html", broken)

    assert list(tmp_path.iterdir()) == []


def test_the_same_evaluation_gives_the_same_bytes(tmp_path: Path) -> None:
    given = evaluation(even_handedness=even_handedness("Russia lost."))

    write_report(tmp_path / "new" / "a.html", given)
    write_report(tmp_path / "b.html", json.loads(json.dumps(given)))

    assert (tmp_path / "new" / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
