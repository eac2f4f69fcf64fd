# `make demo` and `make test` are all a bare clone needs; both set up .venv first, once.
.POSIX:
.PHONY: demo test fast endure check bench audit lock clean

VENV = .venv
PY = $(VENV)/bin/python
RUN = OMP_NUM_THREADS=1 $(VENV)/bin

demo: $(VENV)/.ready            ## read the sample article and show what was found
	$(RUN)/dateline run raw
	$(RUN)/dateline show
	@echo
	@echo 'Ask it yourself:  $(VENV)/bin/dateline sql "FROM events"'

test: $(VENV)/.ready $(VENV)/other-duckdb/.ready check  ## linters, then every test
	$(RUN)/python -m pytest -q -n auto --dist loadgroup

fast: $(VENV)/.ready $(VENV)/other-duckdb/.ready  ## the tests that run in seconds
	$(RUN)/python -m pytest -q -n auto --dist loadgroup -m "not slow"

endure: $(VENV)/.ready $(VENV)/other-duckdb/.ready  ## the slow tests in their full numbers: hours
	DATELINE_ENDURANCE=1 $(RUN)/python -m pytest -q -m slow

check: $(VENV)/.ready           ## ruff, mypy --strict, import contracts
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.ready           ## speed against the bare language model: make bench CORPUS=articles.jsonl
	$(RUN)/python -m tests.bench.speed $(CORPUS)

audit: $(VENV)/.ready           ## known vulnerabilities of the pinned dependencies
	@$(VENV)/bin/pip-audit --strict --progress-spinner off --require-hashes --disable-pip -r requirements.lock || { \
	  echo 'audit: not passed; it asks pypi.org of every package, and fails where that can not be reached' >&2; exit 1; }

lock:                           ## pin the newest dependencies that pyproject.toml allows
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.12 --extra dev --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -o requirements.lock -c .ci/pins.txt pyproject.toml

clean:                          ## remove the environment and what runs wrote
	rm -rf $(VENV) warehouse/tables warehouse/raw warehouse/staging warehouse/dateline*.duckdb warehouse/.lock \
	  warehouse/idle_runs.jsonl warehouse/report.html

# A Python ≥ 3.12: python3.12 as it is or through pyenv's .python-version, else the first newer one.
$(VENV)/.ready: requirements.lock .ci/uv.lock pyproject.toml
	@set -e; for python in python3.12 python3.13 python3.14 python3 python; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then break; fi; python=; done; \
	if [ -z "$$python" ]; then echo "dateline needs Python 3.12 or newer; none was found" >&2; exit 1; fi; \
	echo "setting up $(VENV) with $$($$python --version)"; \
	$$python -m venv --clear $(VENV); \
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r .ci/uv.lock; \
	$(VENV)/bin/uv pip install -q --compile-bytecode --python $(PY) --require-hashes -r requirements.lock; \
	$(VENV)/bin/uv pip install -q --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

# An older and a newer DuckDB than the pinned one, for the tests that open a warehouse with them.
$(VENV)/other-duckdb/.ready: $(VENV)/.ready .ci/duckdb-1.2.2.lock .ci/duckdb-2.0.0.lock
	@for lock in .ci/duckdb-*.lock; do \
	  release=$${lock#.ci/duckdb-}; \
	  $(VENV)/bin/uv pip install -q --python $(PY) --require-hashes --no-deps \
	    --target $(VENV)/other-duckdb/$${release%.lock} -r $$lock || exit 1; done
	@touch $@
