# Every way in. `make demo` and `make test` do their own set-up on a machine with Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# No telemetry, no model hub: everything runs on this machine.
export DO_NOT_TRACK = 1
export PREFECT_SERVER_ANALYTICS_ENABLED = false
export HF_HUB_OFFLINE = 1
export TOKENIZERS_PARALLELISM = false

.PHONY: demo test check evaluate serve bench samples clean

$(VENV)/.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

demo: $(VENV)/.stamp  ## The nightly flow on the bundled samples, and what it found
	PALERMO_HOME=data/demo $(BIN)/palermo demo

test: $(VENV)/.stamp  ## All tests; those of real documents need PALERMO_CORPUS (default ../shared)
	$(BIN)/pytest

check: $(VENV)/.stamp  ## Style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(VENV)/.stamp  ## Quality on the labelled documents
	$(BIN)/palermo evaluate all

serve: $(VENV)/.stamp  ## Pages and API on 127.0.0.1:8017
	$(BIN)/palermo serve

bench: $(VENV)/.stamp  ## Speed, as ratios measured in one run
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python benchmarks/run.py

samples: $(VENV)/.stamp  ## The PDF and Word samples anew from their sources
	$(BIN)/python -m samples.make

clean:
	rm -rf $(VENV) data .mypy_cache .ruff_cache .pytest_cache
