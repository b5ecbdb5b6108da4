# Everything starts here, from nothing but python3 (3.11 or newer) and make.
SHELL := /bin/bash
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup demo run test check soak bench bench-scale lock clean golden release-fixture

help: ## say what can be made
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1 \2/' | while read -r name text; do printf '  make %-15s %s\n' "$$name" "$$text"; done

setup: ## make .venv with what the product needs
	@.ci/setup

demo: setup ## play it in the browser: invented people, no tokens, nothing kept
	@.venv/bin/otklik demo

run: setup ## serve with the settings of .env or the environment
	@.venv/bin/otklik run

test: ## run the tests, on SQLite and PostgreSQL, in Chromium too
	@.ci/setup dev
	@.ci/test $(MORE)

check: ## lint, types, import contracts, texts, migrations against the models
	@.ci/setup dev
	.venv/bin/ruff check .
	@# types beside the rest: each takes one processor
	@.venv/bin/mypy & types=$$!; \
	.venv/bin/lint-imports && $(PYTHON) -m pytest -q -n 0 tests/architecture tests/kernel/test_migrations.py; rest=$$?; \
	wait $$types && exit $$rest

soak: ## the load and crash figures whole (half an hour or more); make test runs them at a tenth
	@.ci/setup dev
	OTKLIK_SOAK=1 $(PYTHON) -m pytest -q -m "load or soak" -n 0 -s --timeout 7200

bench: ## measure ours against floors, side by side
	@.ci/setup dev
	$(PYTHON) -m tests.benchmarks

bench-scale: ## measure turns on databases of a thousand to a million people; MORE="--people 100000 --database sqlite"
	@.ci/setup dev
	$(PYTHON) -m tests.benchmarks.scale $(MORE)

golden: ## write down the names that are stored, those of today added, and who hears which signal
	@.ci/setup dev
	$(PYTHON) -m tests.releases.names
	$(PYTHON) -m tests.architecture.heard

release-fixture: ## play every kept release once more with its own code; what it leaves is what later releases must take over
	@.ci/setup dev
	$(PYTHON) -m tests.releases.make

lock: ## resolve the dependencies anew; UPGRADE=1 takes the newest
	@.ci/lock

clean: ## throw away what was made here, data excepted
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .hypothesis .import_linter_cache
