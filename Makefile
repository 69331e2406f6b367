# make site   sets up .venv and builds the example storefront into public/
# make test   sets up .venv and runs every check, the same as CI
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif

.PHONY: site test lint types docs labels-proof clean

site: $(VENV)/installed
	$(BIN)/batchpages build

test: lint types
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/dev-installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: $(VENV)/dev-installed
	$(BIN)/mypy

# Label sheets on every stock that there is: rasterised, each code read by two decoders, each label measured.
labels-proof: $(VENV)/dev-installed
	$(BIN)/python -m pytest -q tests/labels/test_proof.py --every-stock

# The reference pages in docs/ and the expected output in tests/sites/ are written anew from the code.
docs: $(VENV)/dev-installed
	$(BIN)/python -m pytest -q tests/test_docs.py tests/test_sites.py --update

$(VENV)/installed: pyproject.toml requirements.lock
	$(PYTHON) -c "import sys; sys.exit('batchpages needs Python 3.11 or newer; say which with: make site PYTHON=python3.12') if sys.version_info < (3, 11) else None"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	touch $@

$(VENV)/dev-installed: $(VENV)/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --requirement requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) public labels .batchpages
