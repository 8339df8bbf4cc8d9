# What can be done here, each thing with one word. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
ROOMS := schemas etl dash_app pages callbacks
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input install

# Stamps: what they depend on is newer than they are, or nothing is done.
RUNTIME := $(VENV)/.runtime
TOOLS := $(VENV)/.tools

.PHONY: help setup run test check format bench screenshots lock clean

help: ## List what can be done
	@echo "make TARGET, where TARGET is one of:"
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 15

setup: $(TOOLS) ## Environment with the locked dependencies and the tools of development

run: $(RUNTIME) ## Set up, load the demonstration data if nothing is published yet, serve on http://127.0.0.1:8050
	@if $(BIN)/zielblick publications --json | $(BIN)/python -c 'import json, sys; sys.exit(bool(json.load(sys.stdin)))'; then \
	  echo "Loading demonstration deliveries and published figures …"; $(BIN)/zielblick demo; fi
	@echo "Serving on http://$${ZIELBLICK_HOST:-127.0.0.1}:$${ZIELBLICK_PORT:-8050} (Ctrl+C ends it) …"
	@exec $(BIN)/zielblick serve

test: check ## All checks and all tests with coverage, the browser included
	@tools/browser-packages
	@$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term $(ARGS)

check: $(TOOLS) ## Lint, formatting, types, import rules, the catalogue, and known weaknesses of dependencies
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --check .; echo "Not formatted as agreed: run make format"; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/import-rules.log || { cat $(VENV)/import-rules.log; exit 1; }
	@$(BIN)/zielblick catalogue check data/catalogue
	@$(BIN)/python -m tools.audit

format: $(TOOLS) ## Format the code and mend what can be mended without thought
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: $(TOOLS) ## Measure speed and size against their limits, as ratios within one run
	@tools/browser-packages
	@$(BIN)/python -m tools.bench $(ARGS)

screenshots: $(TOOLS) ## Pictures of all pages in both themes, languages and widths into docs/screenshots
	@tools/browser-packages
	@$(BIN)/python -m tools.screenshots $(ARGS)

lock: $(TOOLS) ## Choose dependencies anew: write both lock files from pyproject.toml (UPGRADE=--upgrade for newest versions)
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" $(UPGRADE) pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" $(UPGRADE) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove the environment and all caches; published data under data/local stay
	@rm -rf $(VENV) build *.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@python=$$(tools/python-for-venv) && rm -rf $(VENV) && "$$python" -m venv $(VENV)

$(RUNTIME): requirements.lock pyproject.toml tools/front/package-lock.json | $(BIN)/python
	@echo "Installing locked dependencies into $(VENV) (about a minute) …"
	@$(PIP) --no-deps --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m tools.front
	@$(BIN)/python -m compileall -q $(ROOMS) app.py cli.py
	@touch $@

$(TOOLS): requirements-dev.lock $(RUNTIME)
	@echo "Installing locked tools for tests and checks …"
	@$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
