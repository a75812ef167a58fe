# The two commands that a newcomer needs are `make site` and `make test`; both are safe to repeat.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JIBAO := $(BIN)/jibao

.PHONY: site test check format lint types imports tests clean bench screenshots goldens catalogue codes lock pdf-nightly bench-compare

site: $(VENV)/.site-ready  ## everything public/ holds: the site in both languages, bulletins, data
	$(JIBAO) build

test: $(VENV)/.test-ready  ## the whole test suite
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.test-ready lint types imports tests  ## format, lint, types, import rule, tests

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

tests:
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

format: $(VENV)/.test-ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogue: $(VENV)/.test-ready  ## collect new words into locale/
	$(BIN)/python scripts/catalogue.py update

codes: $(VENV)/.test-ready  ## docs/finding-codes.md anew from the catalogue of findings
	$(BIN)/python scripts/codes.py

goldens: $(VENV)/.test-ready  ## make the golden sites anew; look at the difference before committing it
	$(BIN)/python -m pytest tests/test_golden_site.py --make-goldens

screenshots: $(VENV)/.test-ready site  ## pictures of every kind of page and of the bulletins
	$(BIN)/python scripts/screenshots.py

pdf-nightly: $(VENV)/.test-ready site  ## veraPDF on every bulletin: PDF/UA-1, PDF/A-3a, PDF/A-3u
	$(BIN)/python scripts/verapdf.py public/bulletins/*/*.pdf

bench: $(VENV)/.test-ready  ## seconds and memory by stage
	$(BIN)/python -m benchmarks.rebuild
	$(BIN)/python -m benchmarks.preview
	$(BIN)/python -m benchmarks.site
	$(BIN)/python -m benchmarks.large
	$(BIN)/python -m benchmarks.bulletins
	$(BIN)/python -m benchmarks.intake

bench-compare: $(VENV)/.test-ready  ## REV=…: is this checkout slower than that revision?
	$(BIN)/python -m benchmarks.compare $(REV)

lock: $(VENV)/.test-ready  ## pin every dependency with its hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --extra dev pyproject.toml -o requirements-dev.txt

# Each stamp is made again when what it stands for has changed.
$(VENV)/.site-ready: requirements.txt pyproject.toml scripts/bootstrap.sh scripts/fonts.py
	PYTHON="$(PYTHON)" bash scripts/bootstrap.sh site
	@touch $@

$(VENV)/.test-ready: requirements-dev.txt $(VENV)/.site-ready
	PYTHON="$(PYTHON)" bash scripts/bootstrap.sh test
	@touch $@

clean:  ## what builds leave behind; never data, archive or .venv
	rm -rf public .build .pytest_cache .mypy_cache .ruff_cache .hypothesis
