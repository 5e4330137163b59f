# The commands of this project. On a fresh machine: `make run` (the service) and `make test` (all checks).
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=
KILLS ?= 50
SEED ?= 1
POSTGRES ?=
ONLY ?=

.DEFAULT_GOAL := help
.PHONY: help run test lint format pytest test-services crash bench screenshots docker clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.installed ## start the service and its web page (with the demo site while there is no config.toml)
	@exec $(BIN)/noticewire run

test: $(VENV)/.installed-test test-services lint pytest ## install what the tests need and run every check

lint: $(VENV)/.installed-test ## style, types, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-test ## put the code into its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pytest: $(VENV)/.installed-test ## the tests alone (PYTEST_ARGS="-k name")
	$(BIN)/pytest -n auto --dist loadgroup $(PYTEST_ARGS)

test-services: ## install Chromium and PostgreSQL for the tests, where we may
	@VENV="$(VENV)" sh tools/test-services.sh

crash: $(VENV)/.installed-test ## kill the daemon KILLS times at the worst moments (SEED, POSTGRES=url) and count what was lost
	$(BIN)/python -m bench.crash --kills $(KILLS) --seed $(SEED) $(if $(POSTGRES),--postgres $(POSTGRES))

bench: $(VENV)/.installed-test ## measure against the bare libraries (ONLY=name), into bench/results.json
	$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY))

screenshots: $(VENV)/.installed-test ## the pages as pictures, into docs/screenshots
	$(BIN)/python -m bench.screenshots

docker: ## build the container image
	docker build -t noticewire .

clean: ## remove the environment and caches; data/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info

$(VENV)/.installed: pyproject.toml
	@sh tools/environment.sh "$(PYTHON)" "$(VENV)" .
	@touch $@

$(VENV)/.installed-test: pyproject.toml
	@sh tools/environment.sh "$(PYTHON)" "$(VENV)" ".[test]"
	@touch $(VENV)/.installed $@
