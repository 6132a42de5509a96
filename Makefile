# Each target does its own set-up; a second time there is little left to do.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev
ASSETS := kader/web/assets/vendor/.made

.PHONY: run test check bench assets clean

run: $(STAMP) $(ASSETS)
	@KADER_MODE=$${KADER_MODE:-development} KADER_SAMPLE=$${KADER_SAMPLE:-1} $(BIN)/kader serve

test: $(STAMP_DEV) $(ASSETS)
	@$(BIN)/pytest -n 2 --dist worksteal

check: $(STAMP_DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -q tests/integration/test_migrations.py

bench: $(STAMP_DEV)
	@$(BIN)/python -m bench

$(VENV)/bin/python:
	@command -v python3 >/dev/null || { echo "Python 3.11 of nieuwer ontbreekt. Installeer python3 en probeer het opnieuw." >&2; exit 2; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 of nieuwer is nodig; hier staat $$(python3 --version)." >&2; exit 2; }
	@python3 -m venv $(VENV) || { echo "De module venv van Python ontbreekt. Installeer het pakket python3-venv." >&2; exit 2; }

$(STAMP): requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Pakketten installeren (de eerste keer duurt dit even) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMP_DEV): requirements/dev.txt $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(ASSETS): package.json package-lock.json build_assets.mjs
	@command -v npm >/dev/null || { echo "Node 20 of nieuwer ontbreekt. Installeer nodejs en npm en probeer het opnieuw." >&2; exit 2; }
	@npm ci --silent --no-audit --no-fund
	@npm run --silent assets
	@touch $@
