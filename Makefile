# Beslutsarkivet. `make` lists the targets.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DEMO   ?= demo
SERVE  ?= 1
PORT   ?= 8000
SAMPLE := corpus/sample/pdf

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint format bench tag-scores sample clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Beslutsarkivet needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.light: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# torch first and alone: asked for together with others, installers may take a build with GPU libraries
$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.light

demo: $(VENV)/.light ## install, fill the demo archive, answer three questions, serve (SERVE=0: do not serve)
	$(BIN)/beslut ingest $(SAMPLE) --home $(DEMO)
	@$(BIN)/python -m search_api.demo --home $(DEMO)
	@if [ "$(SERVE)" != "0" ]; then $(BIN)/beslut serve --home $(DEMO) --port $(PORT); else echo "The archive is in $(DEMO)/. Serve it with: make serve"; fi

serve: $(VENV)/.light ## serve the demo archive on http://127.0.0.1:8000
	$(BIN)/beslut serve --home $(DEMO) --port $(PORT)

test: $(VENV)/.dev ## install everything and run all tests
	$(BIN)/python -m pytest

lint: $(VENV)/.dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## let ruff rewrite the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## measure speed and memory on the demo archive
	$(BIN)/python -m tests.bench.main_job

tag-scores: $(VENV)/.dev ## score the tags on the hand-labelled papers, compared with the last time
	$(BIN)/python -m tests.acceptance.tagging_scores

sample: $(VENV)/.dev ## render corpus/sample/sources to PDF
	$(BIN)/python -m corpus.sample.render

clean: ## remove the environment, the demo archive and caches
	rm -rf $(VENV) $(DEMO) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
