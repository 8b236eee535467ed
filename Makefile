# Two commands: `make run` serves Regulars, `make test` checks it. The rest is below.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
IN = .venv/bin/
SIZE ?= small
export PYTHONUNBUFFERED = 1

.PHONY: help setup setup-dev run test check bench demo python
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1~/p' $(MAKEFILE_LIST) | awk -F'~' '{ printf "%-14s %s\n", $$1, $$2 }'

python:
	@test -n "$(PYTHON)" || { echo "Regulars needs Python 3.11 or newer; none was found on the PATH."; exit 1; }

setup: python ## the packages and the front end, nothing started
	@$(PYTHON) bin/prepare.py

setup-dev: python
	@$(PYTHON) bin/prepare.py --dev

run: setup ## everything, at http://127.0.0.1:8000 (PORT=… for another)
	@$(IN)python -m crm.supervisor

test: setup-dev ## all tests, a real browser included
	@$(IN)python -m pytest -n auto

check: setup-dev ## format, lint, types, imports, migrations, API document, known vulnerabilities
	$(IN)ruff format --check .
	$(IN)ruff check .
	$(IN)mypy
	$(IN)lint-imports
	$(IN)python manage.py makemigrations --check --dry-run
	$(IN)python manage.py spectacular --validate --fail-on-warn --file /dev/null
	@! grep -n '"resolved"' package-lock.json || { echo "package-lock.json names a registry; see .npmrc"; exit 1; }
	@$(IN)python bin/audit.py

bench: setup-dev ## the table of figures (ONLY="names", SIZE=100k,1m, JSON=path)
	@$(IN)python -m bench $(ONLY) $(if $(filter-out file,$(origin SIZE)),--size $(SIZE)) $(if $(JSON),--json $(JSON))

demo: setup ## a demo store of any size (SIZE=small, medium, large, 1m or a number of customers)
	@$(IN)python manage.py demo --size $(SIZE)
