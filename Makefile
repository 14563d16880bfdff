# Set-up and the main jobs. `make demo` runs the main job, `make test` the tests; both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := out

.PHONY: demo test test-model test-office test-browser lint evals bench pictures bench-check bench-peers bench-library fuzz clean

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[local,dev]'
	$(BIN)/python -m compileall -q assistant
	touch $@

# A whole report from the example facts: weights (once, 1.1 GB), samples, report, check.
demo: $(READY)
	$(BIN)/assistant init $(OUT)
	$(BIN)/assistant models pull
	cd $(OUT) && ../$(BIN)/assistant samples index
	cd $(OUT) && ../$(BIN)/assistant generate facts.yaml -o 报告.docx --report run.json
	cd $(OUT) && ../$(BIN)/assistant check 报告.docx -f facts.yaml --output-format concise --exit-zero
	@echo "Word 文件：$(abspath $(OUT))/报告.docx"

test: $(READY)
	$(BIN)/python -m pytest -q -n auto

# The tests below need more than Python: the weights, LibreOffice and poppler, Chromium.
test-model: $(READY)
	$(BIN)/assistant models pull
	$(BIN)/python -m pytest -q -m model

test-office: $(READY)
	$(BIN)/python -m pytest -q -m office

test-browser: $(READY)
	$(BIN)/python -m pytest -q -m browser

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy

# Evaluations and benchmarks: see docs/evals.md and docs/benchmarks.md. All suites take two to three hours on two cores, and go on
# where they were stopped; `make evals CASES=1` asks the model for one report of each system and one conversation.
evals: $(VENV)/.evals
	$(BIN)/assistant models pull
	$(BIN)/python -m evals -o $(OUT)/evals $(if $(CASES),--cases $(CASES))

$(VENV)/.evals: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[evals]'
	touch $@

bench-peers:
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check proselint autocorrect-py
	if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --prefix .venv-bench zhlint; fi

bench: $(READY) bench-peers
	$(BIN)/assistant models pull
	$(BIN)/python -m evals.bench

# `check` beside proselint and autocorrect-py, on this machine.
bench-check: $(READY) bench-peers
	$(BIN)/python -m evals.bench check

# MINUTES of any text and any Word file through every rule: no crash, no time that grows faster than the text.
MINUTES ?= 60
fuzz: $(READY)
	$(BIN)/python -m evals.fuzz --minutes $(MINUTES)

# The pictures of the README, from the report of `make demo`: needs LibreOffice, poppler and Chromium, too.
pictures: $(READY)
	$(BIN)/python -m evals.pictures $(OUT)

bench-library: $(READY)
	$(BIN)/python evals/bench_library.py

clean:
	rm -rf $(VENV) .venv-bench $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis
