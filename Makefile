# The commands of this project; `make help` lists them. All of them make and use .venv in this folder.

.DEFAULT_GOAL := help
.PHONY: help run test fuzz kills serve notebooks docs bench evaluate calibrate picture pins clean

DB ?= output/reports.db
SEED ?= 1
N ?= 2000
FROM ?= corpus/reports
OCR ?= never
KILLS ?= 50
BIN := .venv/bin

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/installed-base  ## install what is needed and read corpus/reports into output/reports.db
	@install/system.sh tesseract-ocr tesseract-ocr-vie || echo "Going on without it: scanned pages will be listed as failures."
	@$(BIN)/trichluc ingest corpus/reports --db $(DB) || [ $$? -eq 4 ]

test: .venv/installed-dev  ## lint, types and all tests
	@install/system.sh tesseract-ocr tesseract-ocr-vie chromium poppler-utils || echo "Going on without it: tests that need it are skipped by name."
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

fuzz: .venv/installed-dev  ## read damaged files and count what comes in wrongly: make fuzz N=2000 SEED=1 FROM=folder
	@install/system.sh poppler-utils tesseract-ocr tesseract-ocr-vie
	@$(BIN)/python -m tests.fuzz.fuzz --seed $(SEED) --count $(N) --from $(FROM) --ocr $(OCR) --keep output/fuzz

kills: .venv/installed-dev  ## kill runs over reports and scans at random moments, and compare: make kills KILLS=50 SEED=1
	@install/system.sh tesseract-ocr tesseract-ocr-vie
	@$(BIN)/python -m tests.fuzz.kills --seed $(SEED) --kills $(KILLS) --from $(FROM)

serve: .venv/installed-base  ## open the reading room (Datasette) on the database
	@$(BIN)/trichluc serve --db $(DB)

notebooks: .venv/installed-notebooks  ## open the notebooks in JupyterLab, on the same database
	@TRICHLUC_DB=$(abspath $(DB)) $(BIN)/jupyter-lab notebooks

docs: .venv/installed-dev  ## build the documentation site into output/docs
	@$(BIN)/python -m sphinx -W -q --keep-going -b html -d output/docs/.doctrees docs output/docs
	@echo "output/docs/index.html"

bench: .venv/installed-dev .venv/others/installed  ## time reading, stages, citations and look-up, measure memory; see docs/benchmarks.md
	-@$(BIN)/python tests/benchmarks/reading.py
	@$(BIN)/python tests/benchmarks/stages.py
	-@$(BIN)/python tests/benchmarks/memory.py --lengths 10 100
	@$(BIN)/python tests/benchmarks/citations.py
	@$(BIN)/python tests/benchmarks/lookup.py

evaluate: .venv/installed-base  ## score the database against gold files: make evaluate GOLD=folder
	@test -n "$(GOLD)" || { echo "Name the folder with the gold files: make evaluate GOLD=folder" >&2; exit 2; }
	@$(BIN)/trichluc evaluate $(GOLD) --db $(DB)

calibrate: .venv/installed-dev  ## measure confidences anew: make calibrate GOLD="folders with gold" MADE="those of made reports"
	@test -n "$(GOLD)" || { echo "Name folders with gold files: make calibrate GOLD=folder" >&2; exit 2; }
	$(BIN)/python -m extractor.evaluate.calibrate $(GOLD) --made $(MADE) corpus/gold --table docs/confidence.md

picture: .venv/installed-dev  ## draw the pictures of the documentation anew, from the sample corpus
	@install/system.sh tesseract-ocr tesseract-ocr-vie chromium
	TRICHLUC_PICTURES=docs/pictures $(BIN)/pytest -q tests/web/test_pictures.py

pins: .venv/installed-dev  ## write the versions that are installed now to constraints.txt
	@$(BIN)/python -m pip freeze --all --exclude-editable --exclude pip | LC_ALL=C sort -f > constraints.txt

clean:  ## remove .venv, caches and the databases in output/; the verdicts of readers (*.reader.db) stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name README.md ! -name '*.reader.db' -type f -delete
	find output -mindepth 1 -type d -empty -delete

.venv/installed-base: constraints.txt pyproject.toml
	@install/environment.sh base

.venv/installed-notebooks: constraints.txt pyproject.toml
	@install/environment.sh notebooks

.venv/installed-dev: constraints.txt pyproject.toml install/newest.txt
	@install/environment.sh dev

.venv/others/installed: tests/benchmarks/other_extractors.txt .venv/installed-dev
	@$(BIN)/python -m venv .venv/others
	@.venv/others/bin/python -m pip install --quiet --disable-pip-version-check -r $< && touch $@ \
		|| echo "Going on without eyecite and citeurl: they could not be installed."
