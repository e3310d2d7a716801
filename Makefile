# Everything a person or CI runs. `make demo` needs only the small core; the others install all extras.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NEWS := $(wildcard ../shared/data/news/*.jsonl)
GOLD := $(wildcard ../shared/data/gold/dev.jsonl)

.PHONY: setup demo test lint model evaluate reading splitters clean

$(VENV)/core.stamp: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Epistle needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

setup: $(VENV)/dev.stamp

demo: $(VENV)/core.stamp
	$(BIN)/epistle label seeds/fentanyl-networks.txt

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Reproduces the shipped model: three seeds, whose weights are averaged (data outside this repository where present).
model: setup
	$(BIN)/epistle train --data data $(NEWS:%=--data %) $(GOLD:%=--dev %) --seed 0 --seed 1 --seed 2 --average --resume

evaluate: setup
	$(BIN)/epistle evaluate $(or $(GOLD),data)

# How well articles are found and split, before any label.
reading: setup
	$(BIN)/python -m training.reading

# Compares sentence splitters; those that want weights from a hub say that they cannot have them.
splitters: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[splitters]'
	HF_HUB_OFFLINE=1 $(BIN)/python -m training.splitters

clean:
	rm -rf $(VENV) build dist runs reports .mypy_cache .pytest_cache .ruff_cache *.egg-info
