# `make help` says what there is. The building itself is CMake's: see CMakePresets.json.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
JOBS ?= $(shell nproc)
SOAK_SECONDS ?= 600
DATELINE := build/release/dateline
DISPATCHES = $(wildcard examples/dispatches/*.txt) examples/dispatches/bulletin.jsonl

.DEFAULT_GOAL := help
.PHONY: help demo build test asan ubsan soak picture clean install-build install-test

help: ## what each target does
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

install-build:
	@scripts/install.sh build

install-test:
	@scripts/install.sh test

# The first build takes minutes and shows where it stands; later ones say something only of faults.
build: QUIET = $(if $(wildcard $(DATELINE)),-- --quiet | sed '/^ninja: no work to do/d')
build: install-build ## install what is missing, build the program
	@cmake --preset release --log-level=WARNING > /dev/null
	@cmake --build --preset release --parallel $(JOBS) --target dateline $(QUIET)

demo: build ## read the example dispatches, write out/demo.db and out/demo.html
	@mkdir -p out
	@rm -f out/demo.db out/demo.db-wal out/demo.db-shm
	@$(DATELINE) read $(DISPATCHES) --db out/demo.db --format jsonl > out/demo-claims.jsonl
	@$(DATELINE) report --db out/demo.db -o out/demo.html > out/demo-report.txt
	@last=$$(sed -n 's/.* to \([0-9-]*\), .*/\1/p' out/demo-report.txt); \
	$(DATELINE) control --db out/demo.db --on "$$last"; \
	echo; echo "claims   out/demo-claims.jsonl"; echo "record   out/demo.db"; \
	echo "page     $(CURDIR)/out/demo.html (open it in a browser)"

test: install-test ## build everything and run every test
	@cmake --preset release --log-level=WARNING
	@cmake --build --preset release --parallel $(JOBS)
	@ctest --preset release --parallel $(JOBS)

asan: install-test ## the same with address and undefined-behaviour sanitizers
	@cmake --preset asan --log-level=WARNING
	@cmake --build --preset asan --parallel $(JOBS)
	@ctest --preset asan --parallel $(JOBS)

ubsan: install-test ## the same with the undefined-behaviour sanitizer alone
	@cmake --preset ubsan --log-level=WARNING
	@cmake --build --preset ubsan --parallel $(JOBS)
	@ctest --preset ubsan --parallel $(JOBS)

soak: asan ## damaged inputs and each fuzz target for SOAK_SECONDS (600) under sanitizers, and inputs of 200 MB
	@DATELINE_SOAK_SECONDS=$(SOAK_SECONDS) build/asan/dateline_tests --gtest_filter='Damaged.*'
	@for target in build/asan/fuzz_*; do [ ! -x "$$target" ] || "$$target" --seconds $(SOAK_SECONDS) --seed $$RANDOM; done
	@cmake --preset release --log-level=WARNING
	@cmake --build --preset release --parallel $(JOBS)
	@DATELINE_SOAK_KILLS=200 build/release/dateline_tests --gtest_filter='Interrupted.*'
	@DATELINE_SOAK_MB=200 build/release/dateline_tests --gtest_filter='Cli.Large*'
	@DATELINE_SOAK_MB=200 build/asan/dateline_tests --gtest_filter='Cli.Large*'

picture: demo install-test ## draw docs/images/page.png afresh from out/demo.html
	@node scripts/screenshot.mjs out/demo.html docs/images/page.png

clean: ## remove build/, out/ and the packages of webui/
	@rm -rf build out webui/node_modules webui/dist
