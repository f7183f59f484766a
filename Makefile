# The workshop. Python 3.11 or newer with venv and pip, and make, are all it needs.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input
LINTER := $(if $(shell command -v npm),$(VENV)/spectral/installed)
LOCK   := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
          --generate-hashes --no-header --no-annotate $(UPGRADE) --group build --extra server

# Bytecode is kept, or every process that a test starts compiles the project again.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test check bench locks clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/running ## Serve the ledger with invented participants (ARGS=... is passed on)
	@$(BIN)/diversion-ledger demo $(ARGS)

test: $(VENV)/developing $(LINTER) ## Run every test; the pure rooms must be covered to the last branch
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -rs --cov --cov-report=term-missing $(ARGS)

check: $(VENV)/developing ## Check format, lint, types, import arrows and dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .

bench: $(VENV)/developing ## Print what things cost, as ratios within one run
	@$(BIN)/python -m tests.bench $(ARGS)

locks: $(VENV)/developing ## Lock the dependencies again (UPGRADE=--upgrade takes newer ones)
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --extra stamps --constraints requirements.txt --output-file requirements-dev.txt

clean: ## Remove what the tools leave behind (.venv stays)
	@rm -rf .coverage .coverage.* htmlcov build dist .hypothesis .import_linter_cache \
	  .mypy_cache .pytest_cache .ruff_cache
	@find . -path ./$(VENV) -prune -o -name __pycache__ -type d -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>&- || \
	  { echo "Python 3.11 or newer with venv is needed: install it (on Debian python3.11-venv)," \
	    "or name one, as in: make demo PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/running: requirements.txt pyproject.toml | $(BIN)/python
	$(call install,$<)
	@touch $@

$(VENV)/developing: requirements-dev.txt pyproject.toml | $(BIN)/python
	$(call install,$<)
	@touch $(VENV)/running $@

# What lints the API's documents runs on Node; no script of a package is run, and without npm its tests say so.
$(VENV)/spectral/installed: tests/spectral/package-lock.json | $(BIN)/python
	@mkdir -p $(@D)
	@cp tests/spectral/package.json tests/spectral/package-lock.json $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch $@ || \
	  echo "npm could not fetch the linter of the API's documents: its tests are skipped"

# Installs the lock $(1), which is whole, its hashes checked, and the project itself; on a terminal one line tells how far it is.
define install
	@test -t 1 && tty=yes; \
	{ $(PIP) install --no-deps --require-hashes --only-binary :all: --requirement $(1) && \
	  $(PIP) install --no-build-isolation --no-deps --editable . || echo FAILED; } 2>&1 \
	| tee $(VENV)/install.log \
	| awk -v lock=$(1) -v tty=$$tty -v all=$$(grep -c == $(1)) ' \
	    function tell(what) { if (tty) printf "\r%-60s", lock ": " what; fflush() } \
	    /^(Collecting|Processing)/ { tell("package " ++n " of " all) } \
	    /^Installing/ { tell("unpacking") } \
	    /^FAILED$$/ { failed = 1 } \
	    END { tell(""); print (tty ? "\r" : "") lock ": " (failed ? "failed" : "installed"); exit failed }' \
	|| { grep -E -A 4 "^ *(ERROR|error)" $(VENV)/install.log; exit 1; }
endef
