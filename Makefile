# luling · 律令. `make run` shows it, `make test` checks it; both do all the set-up that they need.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
# `all`: a missing tool is a failure instead of a warning, in lint and in the tests.
export LULING_REQUIRE ?=
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/.venv/bin:$(PATH)
export RUST_BACKTRACE := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON_FILES := service tests bench
POLICY_DATA := .make/data.json

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: setup  ## decide the samples, show them with their articles, then serve
	luling demo --port $(PORT)

test: setup tools lint  ## set up, lint, run every test
	pytest $(PYTEST_ARGS)

setup: .make/setup  ## .venv with the locked dependencies and this project

tools: .make/tools  ## OPA and Regal in .tools/bin; PostgreSQL and Chromium where apt may install them

# Plain pip, so that a mirror set up for pip is used. The lock has the hash of everything that is installed, the build
# backend included, and the project itself is built without asking for more.
.make/setup: pyproject.toml requirements.lock
	@mkdir -p .make
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'luling needs Python 3.11 or newer: `make PYTHON=python3.12 …` names another one' \
	       "(this is $$($(PYTHON) --version 2>&1))" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments: install its venv package (Debian: python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	pip install --quiet --require-hashes -r requirements.lock
	pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.make/tools: opa/install tests/install
	@mkdir -p .make
	@if PYTHON='$(PYTHON)' opa/install; then touch $@; \
	 elif [ "$(LULING_REQUIRE)" = all ]; then echo 'OPA and Regal are required (LULING_REQUIRE=all)' >&2; exit 1; \
	 else echo '*** OPA and Regal could not be installed: what needs them will be SKIPPED ***' >&2; fi
	@if ! tests/install; then rm -f $@; \
	   if [ "$(LULING_REQUIRE)" = all ]; then echo 'PostgreSQL and Chromium are required (LULING_REQUIRE=all)' >&2; exit 1; \
	   else echo '*** PostgreSQL or Chromium could not be installed: what needs them will be SKIPPED ***' >&2; fi; fi

lint: lint-python lint-rego  ## ruff, mypy, import-linter, opa fmt, opa check, regal, coverage of the policies

lint-python: setup
	ruff check $(PYTHON_FILES)
	ruff format --check $(PYTHON_FILES)
	mypy
	lint-imports

# `opa test` fails when a line of a policy is reached by no test: an engine may find a mistake only where it gets to.
lint-rego: setup tools
	@if command -v opa >/dev/null && command -v regal >/dev/null; then \
	   set -x; \
	   python -m luling.policy.export rules policies >$(POLICY_DATA); \
	   opa fmt --fail --list policies; \
	   opa check --strict policies; \
	   regal lint --config-file .regal/config.yaml policies; \
	   opa test policies $(POLICY_DATA); \
	   opa test --coverage --format json policies $(POLICY_DATA) >.make/coverage.json; \
	   luling coverage --brief --lines .make/coverage.json; \
	 elif [ "$(LULING_REQUIRE)" = all ]; then echo 'OPA and Regal are required (LULING_REQUIRE=all)' >&2; exit 1; \
	 else echo '*** OPA or Regal is missing: the policies are NOT linted ***' >&2; fi

format: setup  ## format Python and Rego
	ruff check --fix-only --quiet $(PYTHON_FILES)
	ruff format $(PYTHON_FILES)
	if command -v opa >/dev/null; then opa fmt --write policies; fi

generate: setup  ## write what is generated: rules/schema/*.json and `encoded_by` in the article registers
	python -m tests.repository.generate

mutants: setup tools  ## switch off each rule in turn: a test or a scenario must fail (MUTANTS_ARGS="--regulation ID")
	python -m tests.mutation $(MUTANTS_ARGS)

differential: setup tools  ## the three engines on many requests and cases (long)
	python -m tests.differential $(DIFFERENTIAL_ARGS)

faults: setup tools  ## kill -9 under load, on both databases (long; FAULTS_ARGS="--kills 200 --database sqlite")
	python -m tests.faults $(FAULTS_ARGS)

verify: setup  ## prove the properties of the law over every case (long)
	luling verify --whole $(VERIFY_ARGS)

bench: setup tools  ## times: of each engine, of a decision in process, beside Casbin and Cedar, over HTTP beside OPA (needs wrk)
	python -m bench.engines $(BENCH_ARGS)
	python -m bench.decisions
	python -m bench.contestants
	python -m bench.http $(HTTP_ARGS)

bench-growth: setup  ## cost as work grows: resources, regulations, log records (BENCH_ARGS="--large --plot growth.svg")
	python -m bench.growth $(BENCH_ARGS)

endurance: setup  ## memory over a million decisions, and over ten minutes on a large register (long)
	python -m bench.endurance row
	python -m bench.endurance load

bench-register: setup  ## import, decisions and lists on a register of 100,000 resources (BENCH_ARGS="--database URL")
	python -m bench.register $(BENCH_ARGS)

bench-search: setup  ## pages of AuthZEN searches over 100,000 resources, on both databases
	python -m bench.search $(BENCH_ARGS)

# uv resolves for every platform and Python version at once; the file it writes is read by plain pip.
lock: setup  ## bring requirements.lock up to date with pyproject.toml
	python -m venv .make/uv && .make/uv/bin/pip install --quiet uv
	.make/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --all-extras --group dev $(LOCK_ARGS) pyproject.toml --output-file requirements.lock

clean:  ## remove everything that was made
	rm -rf .make .venv .tools dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help run test setup tools lint lint-python lint-rego format generate mutants verify differential faults bench lock clean bench-register bench-search bench-growth endurance
