# The one door: people and CI call these targets and nothing else. `make` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory --no-builtin-rules

BIN := node_modules/.bin
INSTALLED := node_modules/.package-lock.json
# The tools that check the published packages.
TOOLS := test/packages/tools
TOOLS_INSTALLED := $(TOOLS)/node_modules/.package-lock.json
MOTORIZED := node build/codegen/cli.js
CODE := codegen release test bench
# The documents that list the published packages.
PAGES := --page docs/lines.md --within README.md --within CHANGELOG.md
CLOSING_LINE := build/closing-line.txt
MOCHA := $(BIN)/mocha --forbid-only --reporter build/test/harness/reporter.js
WITH_SERVER := --require build/test/server/global-server.js
# make unit TESTS='build/test/spec/**/*.test.js'
TESTS ?= build/test/**/*.test.js
CHOSEN_TESTS := $(if $(filter command% environment%,$(origin TESTS)),$(TESTS))

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^##@ / { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ Start here

.PHONY: generate
generate: build-codegen ## write generated/ from the driver and spec/; installs what is missing
	$(MOTORIZED) generate
	@$(MOTORIZED) packages $(PAGES) > /dev/null

.PHONY: test
test: build-tests lint check drift line-ends package-checks ## build, lint, check and test everything on a real server; ends with `N passed, N failed`
	@rm -f $(CLOSING_LINE)
	@$(BIN)/c8 node build/test/harness/run-parts.js $(CLOSING_LINE); code=$$?; \
	  $(SYNCHRO) --fast $(SYNCHRO_ARGS) || code=$$?; \
	  if [ -f $(CLOSING_LINE) ]; then echo; cat $(CLOSING_LINE); fi; exit $$code

.PHONY: ci
ci: test ## what CI runs: `make test`, and a work tree that is as clean as before
	@$(MAKE) clean-tree

##@ Write code

.PHONY: install
install: $(INSTALLED) ## install the packages of package-lock.json, unless they are there

$(INSTALLED): package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

$(TOOLS_INSTALLED): $(TOOLS)/package-lock.json
	npm ci --prefix $(TOOLS) --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: build-codegen
build-codegen: install ## compile the generator
	@rm -rf build/codegen build/release/*.js build/release/registry
	$(BIN)/tsc -p tsconfig.codegen.json

.PHONY: build
build: build-codegen ## compile the package as it is published
	$(MOTORIZED) generate --docs full --out generated/src --force
	@$(MAKE) compile-package

# Compiles the src/ of any package to its dist/.
PACKAGE ?= generated
.PHONY: compile-package
compile-package:
	@rm -rf $(PACKAGE)/dist $(PACKAGE)/modules
	$(BIN)/tsc -p $(PACKAGE) --outDir $(PACKAGE)/modules --declarationDir $(PACKAGE)/dist
	$(BIN)/rollup --silent --config $(PACKAGE)/rollup.config.js
	$(BIN)/tsc -p $(PACKAGE)/tsconfig.commonjs.json
	@echo '{ "type": "commonjs" }' > $(PACKAGE)/dist/commonjs/package.json

.PHONY: build-tests
build-tests: build ## compile the tests and benchmarks
	@rm -rf build/test build/bench build/site
	$(BIN)/tsc -p tsconfig.json

.PHONY: format
format: install ## format the code
	$(BIN)/oxfmt $(CODE) site

.PHONY: lint
lint: build ## run oxlint (type-aware) and check the format
	$(BIN)/oxlint --type-aware --deny-warnings $(CODE)
	$(BIN)/oxfmt --check $(CODE) site

.PHONY: typecheck
typecheck: build ## type-check everything, and generated/ as it is committed
	$(BIN)/tsc -p tsconfig.json --noEmit
	$(BIN)/tsc -p generated/tsconfig.check.json

.PHONY: check
check: build-codegen ## fail if generated/ is not what `make generate` would write
	$(MOTORIZED) generate --check

.PHONY: unit
unit: build-tests $(TOOLS_INSTALLED) ## run the tests that need no server (TESTS=glob)
	$(MOCHA) --ignore 'build/test/server/**' '$(TESTS)'

.PHONY: server-tests
server-tests: build-tests ## run the tests on a real server: MONGODB_URI, mongod, SecantusDB or a download (TESTS=glob)
	$(MOCHA) $(WITH_SERVER) '$(or $(CHOSEN_TESTS),build/test/server/**/*.test.js)'

.PHONY: cases-accept
cases-accept: build-tests ## update the golden cases to what the generator writes now
	UPDATE_CASES=1 $(MOCHA) build/test/cases.test.js

##@ Follow the driver

.PHONY: drift
drift: build-codegen ## fail if the driver has anything that the wrappers miss (ARGS='--driver 7.8.0')
	$(MOTORIZED) drift $(ARGS)

.PHONY: drift-released
drift-released: build-codegen ## the same for the release under a tag of npm (TAG=nightly ARGS='--format github')
	@version=$$(.ci/tagged-release $(TAG)) && $(MOTORIZED) drift --driver "$$version" $(ARGS)

.PHONY: accept
accept: build-codegen ## accept the surface of the installed driver, after you have read `make drift`
	$(MOTORIZED) accept

.PHONY: follow
follow: build-codegen ## move to a release of the driver, on a branch (ARGS='--driver 7.9.0')
	$(MOTORIZED) follow $(PAGES) --write 'make api' $(ARGS)

.PHONY: follow-pull-request
follow-pull-request: ## push what `make follow` did, and open or update a pull request (BRANCH=... REPORT=...)
	@.ci/keep-pull-request $(BRANCH) $(REPORT)

# make replay RELEASES='6.9.0 6.13.0' follows only some releases, and writes no page
.PHONY: replay
replay: build-tests ## follow every release from 6.0.0 to 7.9.0, and write docs/follow.md (RELEASES='6.9.0 6.13.0' for some)
	node build/test/replay/replay-releases.js $(RELEASES)

.PHONY: lines
lines: build-codegen ## check spec/, frameworks and packages against every release since 5.0.0 (ARGS='--from 6.0.0')
	$(MOTORIZED) lines $(ARGS)

# Mistakes show at the ends: of each line, and of the range of each package.
.PHONY: line-ends ends-of-lines ends-of-packages
line-ends: build-codegen ## check them against the first and last release of each line and package
	@$(MAKE) -j2 ends-of-lines ends-of-packages
ends-of-lines:
	$(MOTORIZED) lines --ends lines $(foreach each,spec callback effect promise rxjs,--only $(each))
ends-of-packages:
	$(MOTORIZED) lines --ends packages --only package

.PHONY: line
line: build-tests ## generate and compile for another release, into build/lines (DRIVER=6.21.0)
	$(if $(DRIVER),node build/test/lines/prepare-line.js '$(DRIVER)')

# make line-tests DRIVER='5.0.0 6.21.0' TESTS='build/test/server/promise/*.test.js'
LINE_TESTS := $(if $(CHOSEN_TESTS),-- '$(CHOSEN_TESTS)')
.PHONY: line-tests
line-tests: build-tests ## run server tests, conformance and type oracle on other releases (DRIVER='5.0.0 6.21.0')
	node build/test/lines/line-tests.js $(DRIVER) $(LINE_TESTS)

##@ Compare with the driver

SYNCHRO = $(MOTORIZED) synchro --server build/test/server/start-server.js $(foreach each,$(FRAMEWORK),--framework $(each)) \
  $(if $(DRIVER),--generated build/lines/$(DRIVER)/generated)

# make synchro FRAMEWORK=rxjs DRIVER=6.21.0; the suite comes from MOTORIZED_DRIVER_SUITE, or SYNCHRO_ARGS=--clone
.PHONY: synchro
synchro: line ## run the driver's own test suite on every framework, and write docs/synchro-results.md
	@code=0; for topology in '' --standalone; do \
	  $(SYNCHRO) --page docs/synchro-results.md $$topology $(SYNCHRO_ARGS) || code=$$?; \
	done; exit $$code

.PHONY: synchro-fast
synchro-fast: line ## run a selection of it, in under five minutes
	$(SYNCHRO) --fast $(SYNCHRO_ARGS)

.PHONY: bench
bench: build-tests ## measure the generator and the wrappers (ONLY=types ROUNDS=100)
	@[ -d bench/effect-mongodb/node_modules ] || npm ci --prefix bench/effect-mongodb
	node --expose-gc build/bench/main.js

.PHONY: pictures
pictures: build-tests ## draw the pictures of docs/benchmarks.md from the figures beside them
	node build/bench/pictures/pictures.js

##@ Try what users install

.PHONY: pack
pack: build ## pack motorized and @motorized/codegen into build/
	npm pack ./generated --pack-destination build --ignore-scripts --loglevel error
	npm pack . --pack-destination build --ignore-scripts --loglevel error


.PHONY: api
api: pack build-tests $(TOOLS_INSTALLED) ## update the reports in api/: everything that users can import
	node build/test/packages/run-checks.js --update

.PHONY: package-checks
package-checks: pack build-tests $(TOOLS_INSTALLED) ## check the packages with publint, attw, API Extractor, size-limit and knip
	node build/test/packages/run-checks.js

# make package ONLY='esm jest' tries only some of the projects; make package LINE=6.13 only packs an older line
.PHONY: package
ifdef LINE
package: build-codegen
	@$(MAKE) pack-line
else
package: pack build-tests ## install both packages into real projects, and run them (ONLY='esm jest'); LINE=6.16 packs an older one
	node build/test/packages/run-consumers.js $(ONLY)
endif

PACK_TO ?= build
.PHONY: pack-line
pack-line:
	$(MOTORIZED) package --line $(LINE) --out build/packages/$(LINE)
	@$(MAKE) compile-package PACKAGE=build/packages/$(LINE)
	npm pack ./build/packages/$(LINE) --pack-destination $(PACK_TO) --loglevel error

LINES := 7 6 5
.PHONY: packed-lines
packed-lines: build-tests ## install the newest package of each line with its driver, and run the programs of the README
	@for line in $(LINES); do $(MAKE) pack-line LINE=$$line || exit; done
	$(MOCHA) $(WITH_SERVER) build/test/lines/packed-lines.js

.PHONY: consumers
consumers: build-tests ## compile and run programs with every TypeScript and RxJS that the README names
	EVERY_VERSION=1 $(MOCHA) $(WITH_SERVER) build/test/package-compilers.test.js build/test/server/rxjs-versions.test.js

# `make test` runs the light ones. The dashboard is tested in Chromium, if there is one.
.PHONY: examples
examples: build-tests ## run every program in examples/ on a real server
	$(MOCHA) $(WITH_SERVER) 'build/test/server/example-*.test.js' build/test/server/docs-framework.test.js 'build/test/examples/*.js'

##@ Write documentation

SITE_INSTALLED := site/node_modules/.package-lock.json
$(SITE_INSTALLED): site/package-lock.json
	npm ci --prefix site --no-audit --no-fund --ignore-scripts
	@touch $@

.PHONY: docs
docs: build $(SITE_INSTALLED) ## build the documentation site into site/build/html
	@rm -rf site/build
	$(BIN)/oxlint --type-aware --deny-warnings site
	site/node_modules/.bin/tsc -p site
	node site/build/scripts/collect/collect.js
	site/node_modules/.bin/typedoc --options site/typedoc.json
	site/node_modules/.bin/vitepress build site

.PHONY: docs-test
docs-test: docs ## check its links, and its pages in Chromium (CHROMIUM=path; BROWSER=required)
	node --test site/build/scripts/checks/*.test.js

##@ Release

.PHONY: changeset
changeset: install ## describe a change for the changelog, and how far it moves the version
	$(BIN)/changeset add

# make changes SINCE=origin/main
SINCE ?= main
.PHONY: changes
changes: install ## show what the next release has; fail if a change since SINCE has no changeset
	$(BIN)/changeset status --since $(SINCE)

.PHONY: version
version: build-codegen ## turn the changesets into a version and a changelog, for you to read and commit
	node build/release/version.js

# make next-patch PACKAGES='7 6.16'
.PHONY: next-patch
next-patch: build-codegen ## give packages their next patch version (PACKAGES='7 6.16')
	node build/release/next-patch.js $(PACKAGES)
	@$(MAKE) generate

# make release-dry PACKAGES='codegen 7 6.16' for some of them, JOBS=1 for one at a time
PACKAGES ?= all
JOBS ?= 2
.PHONY: release-pack
release-pack: build-codegen ## pack every package with its SBOM (PACKAGES='codegen 7 6.16' for some)
	node build/release/pack.js --jobs $(JOBS) $(PACKAGES)

.PHONY: release-dry
release-dry: clean-tree release-pack ## show what a release would publish, and with which tags; needs a clean tree
	node build/release/publish.js --dry-run

.PHONY: release-rehearsal
release-rehearsal: build-tests ## publish to a registry on this machine, and check what is there
	node build/release/pack.js --jobs $(JOBS) $(PACKAGES)
	$(MOCHA) build/test/release/rehearsal.js

# Publishes what `make release-pack` has packed, in this job or the one before. Builds nothing, so that only npm runs next to the token.
.PHONY: publish
publish: ## publish what is packed and not on npm yet (the workflow `release` runs it)
	node build/release/publish.js

.PHONY: announce
announce: ## create the release on GitHub, with notes, tarballs and SBOMs (ARGS=--dry-run)
	node build/release/announce.js $(ARGS)

# The last version that runs on every Node that we support. Nothing has to be compiled when it is installed.
RENOVATE := renovate@39.264.1
.PHONY: renovate-check
renovate-check: ## validate renovate.json
	npm exec --yes --ignore-scripts --omit=optional --package $(RENOVATE) -- renovate-config-validator --strict renovate.json

##@ Clean up

.PHONY: clean-tree
clean-tree:
	@changed=$$(git status --porcelain) && [ -z "$$changed" ] || { echo "$$changed"; echo 'The work tree is not clean: commit these files or ignore them.'; exit 1; }

.PHONY: clean
clean: ## remove what is built; node_modules and .venv stay
	rm -rf build site/build generated/src generated/dist *.tgz
