# Every target is one or two commands that also work without make.
PYTHON ?= python3
CENTER ?= demo
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash
.DELETE_ON_ERROR:

.PHONY: help start demo test verify bench lint lock clean

help:  ## 이 목록을 보여 줍니다 (show this list)
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

start: $(VENV)/.ready  ## 시범 센터를 만들고 JupyterLab과 갤러리를 켭니다 (demo center, then servers)
	@$(BIN)/dsi demo $(CENTER)
	@$(BIN)/dsi start $(CENTER)

demo: $(VENV)/.ready  ## 시범 수업을 끝까지 돌리고 결과표를 보여 줍니다 (play the demo class, print a table)
	@$(BIN)/dsi demo $(CENTER)

test: $(VENV)/.ready-dev  ## 모든 시험을 돌립니다 (run the test suite)
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest -n auto --dist loadfile --ignore=tests/hostile
	@$(BIN)/python -m pytest tests/hostile  # attacks on time and memory: with the machine to themselves

verify: $(VENV)/.ready  ## 모든 단원의 채점을 17개 시도에서 증명합니다 (prove every module for every region)
	@$(BIN)/dsi verify all --region all --table docs/verify.md

bench: $(VENV)/.ready-dev  ## 빠르기를 잽니다 (run every benchmark)
	@set -e; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file; done

lint: $(VENV)/.ready-dev  ## 코드 모양을 검사합니다 (ruff)
	@$(BIN)/ruff check .

lock:  ## 의존성을 다시 고정합니다 (rewrite the hash-pinned requirements)
	@$(PYTHON) -m venv .lock && .lock/bin/pip install -q uv
	@.lock/bin/uv pip compile -q pyproject.toml --group build --extra hub --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate -o requirements.txt
	@.lock/bin/uv pip compile -q pyproject.toml --group build --extra dev --extra live --extra cluster --extra hub --extra spawners --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate -c requirements.txt -o requirements-dev.txt
	@rm -rf .lock

clean:  ## 시범 센터와 가상 환경을 지웁니다 (remove the demo center and the environment)
	rm -rf $(CENTER) $(VENV) dist build

$(VENV)/.ready: requirements.txt pyproject.toml
	@tools/setup.sh $(PYTHON) $(VENV) requirements.txt
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	@tools/setup.sh $(PYTHON) $(VENV) requirements-dev.txt
	@tools/browser.sh
	@tools/postgres.sh
	@touch $@
