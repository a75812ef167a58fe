# The two commands that a newcomer needs are `make site` and `make test`; both are safe to repeat.
VENV := .venv
BIN := $(VENV)/bin
JIBAO := $(BIN)/jibao

# One environment, one apt: nothing here may run beside another target.
.NOTPARALLEL:

.PHONY: site test test-long check format lint types imports names tests clean bench screenshots goldens catalogue codes lock pdf-nightly bench-compare same coverage bare bare-site ready-site ready-test

site: ready-site  ## everything public/ holds: the site in both languages, bulletins, data
	$(JIBAO) build

test: tests  ## the whole test suite

test-long: ready-test  ## the same on more cases: kills, edits, files; half an hour and more
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m long

check: lint types imports names tests  ## format, lint, types, import rule, foreign names, tests

lint: ready-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: ready-test
	$(BIN)/mypy

imports: ready-test
	$(BIN)/lint-imports

names: ready-test  ## private or replaced names of other libraries
	$(BIN)/python -m scripts.foreign_names

tests: ready-test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

format: ready-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogue: ready-test  ## collect new words into locale/
	$(BIN)/python -m scripts.catalogue update

codes: ready-test  ## docs/finding-codes.md anew from the catalogue of findings
	$(BIN)/python -m scripts.codes

goldens: ready-test  ## make the golden sites anew; look at the difference before committing it
	$(BIN)/python -m pytest tests/test_golden_site.py --make-goldens

screenshots: ready-test site  ## pictures of every kind of page and of the bulletins
	$(BIN)/python scripts/screenshots.py

pdf-nightly: ready-test site  ## veraPDF on every bulletin: PDF/UA-1, PDF/A-3a, PDF/A-3u
	$(BIN)/python scripts/verapdf.py public/bulletins/*/*.pdf

bench: ready-test  ## seconds and memory by stage
	$(BIN)/python -m benchmarks.rebuild
	$(BIN)/python -m benchmarks.preview
	$(BIN)/python -m benchmarks.site
	$(BIN)/python -m benchmarks.large
	$(BIN)/python -m benchmarks.bulletins
	$(BIN)/python -m benchmarks.intake

bench-compare: ready-test  ## REV=…: is this checkout slower than that revision?
	$(BIN)/python -m benchmarks.compare $(REV)

coverage: ready-test  ## TESTS=…: the lines and branches of generator that these tests (default: all) do not reach
	mkdir -p .build/coverage
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

same: ready-test  ## REV=…: which published files differ from that revision's, and how
	$(BIN)/python -m scripts.same $(REV)

lock: ready-test  ## pin every dependency anew with its hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header -c requirements.txt --extra dev pyproject.toml -o requirements-dev.txt

bare:  ## the README's commands in bare roots of Debian 12 and 13, as root and as a user with sudo
	bash scripts/bare.sh

bare-site:  ## `make site` in a bare root of Debian 12: what CI tries on every submission
	bash scripts/bare.sh --suite bookworm --as root site

# Looked at on every run (half a second), so that whatever has gone missing is put back. PYTHON=… names
# another interpreter.
ready-site:
	@PYTHON="$(PYTHON)" VENV="$(VENV)" bash scripts/bootstrap.sh site

ready-test:
	@PYTHON="$(PYTHON)" VENV="$(VENV)" bash scripts/bootstrap.sh test

clean:  ## what builds leave behind; never data, archive or .venv
	rm -rf public .build .pytest_cache .mypy_cache .ruff_cache .hypothesis
