PYTHON ?= python3
SETUP := virtual_school/setup
VENV_PYTHON := .venv/bin/python
FLASK := $(VENV_PYTHON) -m flask --app wsgi

.PHONY: help run demo test lint format bench soak docs try assets lock clean material python
.DEFAULT_GOAL := help

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: python ## Start the school at http://127.0.0.1:8000 (PORT and HOST change that); installs what it needs
	@exec $(PYTHON) $(SETUP)/start.py

demo: python ## Put the demonstration back as on its first day (asks first; YES=1 does not); SIZE=10: ten times as large
	@exec $(PYTHON) $(SETUP)/demo.py

test: python ## Run everything: lint, types, both databases, browser; installs what it needs
	@exec $(PYTHON) $(SETUP)/check.py test

lint: python ## Style, types and templates alone
	@exec $(PYTHON) $(SETUP)/check.py lint

format: python ## Let ruff put the code into shape
	@$(PYTHON) $(SETUP)/environment.py --dev
	@$(VENV_PYTHON) -m ruff check --fix --quiet . && $(VENV_PYTHON) -m ruff format --quiet .

bench: python assets ## Measure pages beside a bare one, at one and ten times, on both databases (BENCH=--help: in parts)
	@$(PYTHON) $(SETUP)/environment.py --dev
	@exec $(VENV_PYTHON) -m bench $(BENCH)

soak: python assets ## A school morning: PEOPLE=500 for MINUTES=10 on ENGINE=both; writes bench/soak.json
	@$(PYTHON) $(SETUP)/environment.py --dev
	@exec $(VENV_PYTHON) -m bench.soak --people $(or $(PEOPLE),500) --minutes $(or $(MINUTES),10) --engine $(or $(ENGINE),both)

docs: python ## Draw the data model, the states, the ranks and what is held on whom from the code into docs/
	@$(PYTHON) $(SETUP)/environment.py
	@exec $(FLASK) docs

try: material python assets ## Walk real files through a lesson and print what came of each: make try MATERIAL=folder
	@place=$$(mktemp -d) && trap 'rm -rf "$$place"' EXIT && export INSTANCE="$$place" && \
	  $(FLASK) db upgrade && $(FLASK) demo load && $(FLASK) try "$(MATERIAL)"

assets: python ## Fetch and compile the front-end packages into static/vendor/
	@$(PYTHON) $(SETUP)/environment.py
	@$(PYTHON) $(SETUP)/assets.py

lock: python ## Write the lock files anew from requirements*.in
	@$(PYTHON) $(SETUP)/environment.py --dev
	@for name in requirements requirements-dev $(SETUP)/node; do \
	  $(VENV_PYTHON) -m uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --custom-compile-command 'make lock' --output-file $$name.txt $$name.in || exit 1; \
	done

clean: ## Remove what was installed and compiled; instance/ with its data stays
	@rm -rf .venv node_modules static/vendor .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	@find virtual_school tests migrations bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

material:
	@test -n "$(MATERIAL)" || { echo 'Say which folder: make try MATERIAL=path/to/folder'; exit 1; }

python:
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 or later is needed, and $(PYTHON) was not found.'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; this is $$($(PYTHON) --version 2>&1). Name a newer one: make run PYTHON=python3.12"; exit 1; }
