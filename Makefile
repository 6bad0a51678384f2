# The commands of this repository. Another Python: make lab PYTHON=python3.12. On Windows: the pip lines of the README.
PYTHON ?= python3
LAB_ARGS ?=
COPY ?= yes
LESSON ?=
ROW ?=
LEARNERS ?= 20
RUN := .venv/bin/python -m
# Python compiles what is used when it is first used, and keeps it, even where it is told otherwise: a quarter of the time
# of an installation went into all the rest.
export PYTHONDONTWRITEBYTECODE =
PIP := -m pip install --quiet --disable-pip-version-check --no-compile

.PHONY: help lab test browser teach check versions notebooks class export links bench hub format clean
help:
	@echo "make lab        open your copy of the lessons in JupyterLab (more options for it: LAB_ARGS=\"--port 9999\";"
	@echo "                the lessons as they are stored, with their results: COPY=no)"
	@echo "make test       run every test but those of the next two"
	@echo "make browser    test in a real JupyterLab and a real browser: every lesson and explorer, keys, clicks, looks"
	@echo "make teach      test what a teacher uses, with a real nbgrader: assignments, marks, a class"
	@echo "make check      run the notebooks and say whether every number comes out again (only one of them: LESSON=02)"
	@echo "make versions   try the oldest versions of what the lessons are built on, and the newest (only one row: ROW=oldest-7)"
	@echo "make notebooks  build notebooks/ from lessons/ (only one of them: LESSON=02)"
	@echo "make class      write into class/ the lessons without answers, the lessons with them, and slides"
	@echo "make export     write all lessons into export/ as pages and slides for any browser, without a network"
	@echo "make links      put the public address, once pyproject.toml names it, where it belongs, and README.md into docs/description.md"
	@echo "make bench      measure speed and memory beside what one would use instead"
	@echo "make hub        a real JupyterHub with 20 learners at once in lesson 2, as a table; needs Node (fewer: LEARNERS=5)"
	@echo "make format     format and lint the Python files and the code in the lessons, and write their numbered formulas"
	@echo "make clean      delete everything that these commands have installed or left behind, but not your copy of the lessons"

# The stamps .venv/.lab, .venv/.dev, .venv-bench/.bench and .venv-hub/.hub say what is installed already, and for which
# folder: a checkout that has been moved is installed anew.
INSTALLED_FOR := $(shell cat .venv/.lab 2>/dev/null)
ifneq ($(INSTALLED_FOR),$(CURDIR))
.PHONY: .venv/.lab
endif

.venv/.lab: requirements.txt pyproject.toml tools/quiet_lab.py tools/keep_language.py tools/lost_names.py bplesson/kit/described.js
	@sh tools/venv.sh "$(PYTHON)" .venv
	@.venv/bin/python $(PIP) -r requirements.txt --editable .
	@$(RUN) tools.quiet_lab
	@echo "$(CURDIR)" > $@

.venv/.dev: .venv/.lab requirements-dev.txt
	@.venv/bin/python $(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@

.venv-bench/.bench: requirements.txt requirements-dev.txt benchmarks/requirements.txt pyproject.toml
	@sh tools/venv.sh "$(PYTHON)" .venv-bench
	@.venv-bench/bin/python $(PIP) -r requirements.txt -r requirements-dev.txt --editable .
	@.venv-bench/bin/python $(PIP) -r benchmarks/requirements.txt || for peer in $$(grep -v '^#' benchmarks/requirements.txt); \
		do .venv-bench/bin/python $(PIP) "$$peer" || echo "$$peer cannot be had here"; done
	@.venv-bench/bin/python -m tools.quiet_lab
	@touch $@

# The proxy of a hub is a program for Node; this version runs with every one that is still in use.
.venv-hub/.hub: requirements.txt benchmarks/hub/requirements.txt pyproject.toml
	@command -v npm >/dev/null || { echo "JupyterHub needs its proxy, and that needs Node: install Node and npm" >&2; exit 1; }
	@sh tools/venv.sh "$(PYTHON)" .venv-hub
	@.venv-hub/bin/python $(PIP) -r requirements.txt -r benchmarks/hub/requirements.txt --editable .
	@.venv-hub/bin/python -m pip uninstall --quiet --yes debugpy # as docs/teaching.md advises
	@npm install --silent --no-audit --no-fund --prefix .venv-hub/node configurable-http-proxy@4.6.3
	@touch $@

lab: OPENED := $(if $(filter no,$(COPY)),notebooks,my-lessons)
lab: .venv/.lab
	@[ $(OPENED) = notebooks ] || $(RUN) tools.copy_lessons
	@echo "Starting JupyterLab. If no browser opens, open the address that appears here; Ctrl-C ends it."
	@$(RUN) jupyterlab --log-level=WARN --ServerApp.root_dir="$(CURDIR)" \
		--LabApp.default_url=/lab/tree/$(OPENED)/00_start_here.ipynb $(LAB_ARGS)

# The two workers share two cores, so NumPy gets one thread in each. What takes long comes first (notebooks), or one worker
# would wait for the other at the end.
test browser teach: export OPENBLAS_NUM_THREADS = 1
test: .venv/.dev
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --nbval --nbval-cell-timeout 120 \
		notebooks tests --ignore=tests/browser --ignore=tests/teach

browser: .venv/.dev
	@$(RUN) tools.browser
	$(RUN) pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder tests/browser

# With the real nbgrader, which starts a kernel for each submission.
teach: .venv/.dev
	$(RUN) pytest --numprocesses 2 --dist loadfile tests/teach

check: .venv/.dev
	@$(RUN) tools.check $(LESSON)

versions:
	@$(PYTHON) -m tools.versions $(ROW)

notebooks: .venv/.dev
	$(RUN) tools.build_notebooks $(LESSON)

class: .venv/.dev
	@$(RUN) tools.make_class

export: .venv/.dev
	@$(RUN) tools.export

links: .venv/.lab
	$(RUN) tools.links

bench: .venv-bench/.bench
	.venv-bench/bin/python -m benchmarks

hub: .venv-hub/.hub
	@.venv-hub/bin/python -m benchmarks.hub $(LEARNERS)

format: .venv/.dev
	$(RUN) ruff check --fix bplesson tests tools benchmarks
	$(RUN) ruff format bplesson tests tools benchmarks
	$(RUN) tools.format_lessons

clean:
	rm -rf .venv .venv-bench .venv-hub .venv-versions build export class .pytest_cache .ruff_cache .hypothesis bplesson.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +
