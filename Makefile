# make run    the demo on http://127.0.0.1:8000          make setup  everything a developer needs
# make test   every test but the slow ones               make lint   every check but the tests
# make test-slow, soak, bench, dist, bundle, clean, reference, lock

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
PORT ?= 8000
# Without its byte code every start would compile a thousand files anew, some seconds each time.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
PYTHON := $(BIN)/python
STAMPS := .venv/stamps
INSTALL := $(BIN)/uv pip install --quiet --no-deps --python .venv
READY := $(STAMPS)/project frontend messages
COMPILE := $(BIN)/uv pip compile --quiet --no-config --no-header --no-annotate \
	--generate-hashes --python-version 3.12

.PHONY: help run setup frontend messages test test-slow soak lint bench dist bundle reference lock clean

help:
	@sed -n '1,3s/^# //p' Makefile

run: $(STAMPS)/run $(READY)
	@$(PYTHON) scripts/debian_packages.py --advise run
	@MENGYANG_DEMO=1 $(BIN)/mengyang demo
	@MENGYANG_DEMO=1 exec $(BIN)/mengyang serve --port $(PORT)

setup: $(STAMPS)/dev $(READY)
	@$(PYTHON) scripts/frontend.py --tests

test: setup
	@$(PYTHON) scripts/run_tests.py

test-slow: setup
	@$(PYTHON) scripts/run_tests.py --slow

soak: setup
	@$(PYTHON) scripts/run_tests.py --soak

lint: setup
	@$(PYTHON) scripts/run_lint.py

bench: setup
	@$(PYTHON) scripts/run_benchmarks.py $(if $(FOLDER),"$(FOLDER)")

dist: setup
	@$(PYTHON) scripts/build_dist.py

bundle: setup
	@$(PYTHON) scripts/build_bundle.py

reference: setup
	@$(PYTHON) scripts/reference.py

lock: $(STAMPS)/tools
	$(COMPILE) pyproject.toml -o requirements/base.lock
	$(COMPILE) pyproject.toml --group dev --group setup -o requirements/dev.lock
	$(COMPILE) --group pyproject.toml:setup -o requirements/tools.lock
	$(COMPILE) --group pyproject.toml:node -o requirements/node.lock

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# What follows runs once: a stamp is older than the file it stands for, or nothing happens.

$(PYTHON):
	@scripts/make_environment.sh

$(STAMPS)/tools: requirements/tools.lock | $(PYTHON)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements/base.lock $(STAMPS)/tools
	@$(INSTALL) --require-hashes -r $<
	@touch $@

$(STAMPS)/dev: requirements/dev.lock $(STAMPS)/tools
	@$(INSTALL) --require-hashes -r $<
	@touch $@ $(STAMPS)/run

# setuptools is in the tools, so nothing is fetched; the console script and the metadata appear.
$(STAMPS)/project: pyproject.toml $(STAMPS)/tools
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

# Without stamps: both look at every file they stand for and do only what is missing.
frontend: $(STAMPS)/tools
	@$(PYTHON) scripts/frontend.py

messages: $(STAMPS)/tools
	@$(PYTHON) scripts/compile_messages.py
