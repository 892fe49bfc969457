# The one door: people and CI call these targets and nothing else. `make` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory --no-builtin-rules

BIN := node_modules/.bin
INSTALLED := node_modules/.package-lock.json
# What looks at the packages that are published.
TOOLS := test/packages/tools
TOOLS_INSTALLED := $(TOOLS)/node_modules/.package-lock.json
MOTORIZED := node build/codegen/cli.js
CODE := codegen release test bench
# What tells of the published packages, besides generated/.
PAGES := --page docs/lines.md --within README.md --within CHANGELOG.md
CLOSING_LINE := build/closing-line.txt
MOCHA := $(BIN)/mocha --forbid-only --reporter build/test/harness/reporter.js
WITH_SERVER := --require build/test/server/global-server.js
# make unit TESTS='build/test/spec/**/*.test.js'
TESTS ?= build/test/**/*.test.js

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: $(INSTALLED) ## install the packages of package-lock.json, if they are not there

$(INSTALLED): package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

$(TOOLS_INSTALLED): $(TOOLS)/package-lock.json
	npm ci --prefix $(TOOLS) --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: build-codegen
build-codegen: install ## compile the generator into build/codegen
	@rm -rf build/codegen build/release/*.js
	$(BIN)/tsc -p tsconfig.codegen.json

.PHONY: generate
generate: build-codegen ## write generated/ from the driver's declarations and spec/, and what documents tell of the packages
	$(MOTORIZED) generate
	@$(MOTORIZED) packages $(PAGES) > /dev/null

.PHONY: check
check: build-codegen ## fail if generated/ is not what `make generate` would write
	$(MOTORIZED) generate --check

.PHONY: drift
drift: build-codegen ## fail on any difference between the driver and what the wrappers cover (ARGS='--driver 7.8.0 ...')
	$(MOTORIZED) drift $(ARGS)

.PHONY: lines
lines: build-codegen ## say of every release of the driver since 5.0.0 whether spec/ is right about it, what is generated compiles with it, and a package is for it (ARGS='--from 6.0.0 ...')
	$(MOTORIZED) lines $(ARGS)

# What a slip would break is at the ends: of each line, and of what each package claims.
.PHONY: line-ends ends-of-lines ends-of-packages
line-ends: build-codegen ## the same of the first and last release of each line, and of what each package is for
	@$(MAKE) -j2 ends-of-lines ends-of-packages
ends-of-lines:
	$(MOTORIZED) lines --ends lines $(foreach each,spec callback effect promise rxjs,--only $(each))
ends-of-packages:
	$(MOTORIZED) lines --ends packages --only package

.PHONY: follow
follow: build-codegen ## move to a release of the driver, on a branch, up to where a person is needed (ARGS='--driver 7.9.0 ...')
	$(MOTORIZED) follow $(PAGES) --write 'make api' $(ARGS)

.PHONY: follow-pull-request
follow-pull-request: ## push what `make follow` has done, and keep a pull request of it with the report (BRANCH=... REPORT=...)
	@.ci/keep-pull-request $(BRANCH) $(REPORT)

# make replay RELEASES='6.9.0 6.13.0' for a part of it, which writes no page
.PHONY: replay
replay: build-tests ## follow every release from 6.0.0 to 7.9.0, one after the other, and write what each asked for into docs/follow.md
	node build/test/replay/replay-releases.js $(RELEASES)

.PHONY: drift-released
drift-released: build-codegen ## `make drift` of what the registry has under a tag (TAG=nightly ARGS='--format github ...')
	@version=$$(.ci/tagged-release $(TAG)) && $(MOTORIZED) drift --driver "$$version" $(ARGS)

.PHONY: accept
accept: build-codegen ## rewrite spec/surface/ from the installed driver, after a review of `make drift`
	$(MOTORIZED) accept

.PHONY: build
build: build-codegen ## compile what is published: generated/src (with full documentation), generated/modules and, put together, generated/dist
	$(MOTORIZED) generate --docs full --out generated/src --force
	@$(MAKE) compile-package

# The one way from the src/ of a package to its dist/, of whichever release of the driver.
PACKAGE ?= generated
.PHONY: compile-package
compile-package:
	@rm -rf $(PACKAGE)/dist $(PACKAGE)/modules
	$(BIN)/tsc -p $(PACKAGE) --outDir $(PACKAGE)/modules --declarationDir $(PACKAGE)/dist
	$(BIN)/rollup --silent --config $(PACKAGE)/rollup.config.js
	$(BIN)/tsc -p $(PACKAGE)/tsconfig.commonjs.json
	@echo '{ "type": "commonjs" }' > $(PACKAGE)/dist/commonjs/package.json

.PHONY: build-tests
build-tests: build ## compile the tests and benchmarks into build/
	@rm -rf build/test build/bench
	$(BIN)/tsc -p tsconfig.json

.PHONY: lint
lint: build ## oxlint (type-aware) and the format
	$(BIN)/oxlint --type-aware --deny-warnings $(CODE)
	$(BIN)/oxfmt --check $(CODE) site

.PHONY: format
format: install ## put the code into its format
	$(BIN)/oxfmt $(CODE) site

.PHONY: typecheck
typecheck: build ## type-check everything, the committed generated/ as it stands, and emit nothing
	$(BIN)/tsc -p tsconfig.json --noEmit
	$(BIN)/tsc -p generated/tsconfig.check.json

.PHONY: unit
unit: build-tests ## run the tests that need no server (TESTS=glob for some of them)
	$(MOCHA) --ignore 'build/test/server/**' '$(TESTS)'

.PHONY: server-tests
server-tests: build-tests ## run the tests against a real server (MONGODB_URI, mongod, SecantusDB or a download)
	$(MOCHA) $(WITH_SERVER) 'build/test/server/**/*.test.js'

# make line-tests DRIVER='5.0.0 6.21.0' TESTS='build/test/server/promise/*.test.js'
LINE_TESTS := $(if $(filter command% environment%,$(origin TESTS)),-- '$(TESTS)')
.PHONY: line-tests
line-tests: build-tests ## run the server tests, the conformance kit and the type oracle on other releases of the driver (DRIVER='5.0.0 6.21.0')
	node build/test/lines/line-tests.js $(DRIVER) $(LINE_TESTS)

.PHONY: cases-accept
cases-accept: build-tests ## make test/cases/*/expected what the generator gives now
	UPDATE_CASES=1 $(MOCHA) build/test/cases.test.js

SYNCHRO = $(MOTORIZED) synchro --server build/test/server/start-server.js $(foreach each,$(FRAMEWORK),--framework $(each)) \
  $(if $(DRIVER),--generated build/lines/$(DRIVER)/generated)

.PHONY: test
test: build-tests lint check drift line-ends package-checks ## everything: build, lint, check, drift, the ends of the lines, what tools say of the packages, all tests on a real server, coverage, the fast part of synchro where its suite is, `N passed, N failed`
	@rm -f $(CLOSING_LINE)
	@$(BIN)/c8 node build/test/harness/run-parts.js $(CLOSING_LINE); code=$$?; \
	  $(SYNCHRO) --fast $(SYNCHRO_ARGS) || code=$$?; \
	  if [ -f $(CLOSING_LINE) ]; then echo; cat $(CLOSING_LINE); fi; exit $$code

.PHONY: consumers
consumers: build-tests ## compile and run programs of users with every TypeScript and RxJS that the README names (nightly)
	EVERY_VERSION=1 $(MOCHA) $(WITH_SERVER) build/test/package-compilers.test.js build/test/server/rxjs-versions.test.js

# The last one that runs on every Node that we do; it needs nothing that is compiled at its installation.
RENOVATE := renovate@39.264.1
.PHONY: renovate-check
renovate-check: ## ask Renovate whether renovate.json is right (nightly)
	npm exec --yes --ignore-scripts --omit=optional --package $(RENOVATE) -- renovate-config-validator --strict renovate.json

.PHONY: line
line: build-tests ## generate and compile for another release of the driver, into build/lines (DRIVER=6.21.0)
	$(if $(DRIVER),node build/test/lines/prepare-line.js '$(DRIVER)')

# make synchro FRAMEWORK=rxjs DRIVER=6.21.0; the suite comes from MOTORIZED_DRIVER_SUITE, or SYNCHRO_ARGS=--clone
.PHONY: synchro
synchro: line ## run the driver's own test suite on every framework, and write docs/synchro-results.md
	@code=0; for topology in '' --standalone; do \
	  $(SYNCHRO) --page docs/synchro-results.md $$topology $(SYNCHRO_ARGS) || code=$$?; \
	done; exit $$code

.PHONY: synchro-fast
synchro-fast: line ## a selection of it, under five minutes
	$(SYNCHRO) --fast $(SYNCHRO_ARGS)

# The light ones are among `make test`. The dashboard is looked at in Chromium, where there is one.
.PHONY: examples
examples: build-tests ## run every program of examples/ on a real server, with the packages that they need (nightly)
	$(MOCHA) $(WITH_SERVER) 'build/test/server/example-*.test.js' build/test/server/docs-framework.test.js 'build/test/examples/*.js'

.PHONY: bench
bench: build-tests ## measure the generator and the wrappers
	@[ -d bench/effect-mongodb/node_modules ] || npm ci --prefix bench/effect-mongodb
	node --expose-gc build/bench/main.js

.PHONY: pack
pack: build ## pack motorized and @motorized/codegen as they are published, into build/
	npm pack ./generated --pack-destination build --ignore-scripts --loglevel error
	npm pack . --pack-destination build --ignore-scripts --loglevel error
.PHONY: pictures
pictures: build-tests ## draw the pictures of docs/benchmarks.md from the figures in docs/benchmarks/
	node build/bench/pictures/pictures.js


.PHONY: api
api: pack build-tests $(TOOLS_INSTALLED) ## write api/ anew: what users can import of each subpath, for reviewers
	node build/test/packages/run-checks.js --update

.PHONY: package-checks
package-checks: pack build-tests $(TOOLS_INSTALLED) ## publint, attw, api/, the sizes of bundles, and knip
	node build/test/packages/run-checks.js

# make package ONLY='esm jest' for some of the projects; make package LINE=6.13 packs an older line, and no more
.PHONY: package
package: $(if $(LINE),build-codegen,pack build-tests) ## pack both packages, install them into projects of users, and run those (ONLY='esm jest'); pack an older line of spec/lines.yaml with LINE=6
	$(if $(LINE),@$(MAKE) pack-line,node build/test/packages/run-consumers.js $(ONLY))

PACK_TO ?= build
.PHONY: pack-line
pack-line:
	$(MOTORIZED) package --line $(LINE) --out build/packages/$(LINE)
	@$(MAKE) compile-package PACKAGE=build/packages/$(LINE)
	npm pack ./build/packages/$(LINE) --pack-destination $(PACK_TO) --loglevel error

LINES := 7 6 5
.PHONY: packed-lines
packed-lines: build-tests ## pack the newest package of each line, install it with its driver, and run the programs of the README
	@for line in $(LINES); do $(MAKE) pack-line LINE=$$line || exit; done
	$(MOCHA) $(WITH_SERVER) build/test/lines/packed-lines.js

# make release-dry PACKAGES='codegen 7 6.16' for some of them, JOBS=1 for one at a time
PACKAGES ?= all
JOBS ?= 2
.PHONY: release-pack
release-pack: build-codegen ## pack everything that is published, each with its SBOM, into build/release/packed
	node build/release/pack.js --jobs $(JOBS) $(PACKAGES)

.PHONY: release-dry
release-dry: clean-tree release-pack ## what a release would publish, with which tag, from a clean tree: `npm publish --dry-run` of each package
	node build/release/publish.js --dry-run

.PHONY: release-rehearsal
release-rehearsal: build-tests ## publish packages to a registry on this machine, and look at what is there (PACKAGES='codegen 7 6', nightly)
	node build/release/pack.js --jobs $(JOBS) $(PACKAGES)
	$(MOCHA) build/test/release/rehearsal.js

.PHONY: changeset
changeset: install ## write down a change for its release: what users read of it, and how far it moves the version
	$(BIN)/changeset add

# make changes SINCE=origin/main
SINCE ?= main
.PHONY: changes
changes: install ## what the next release has; fails if something that is published has changed since SINCE, and no changeset tells of it
	$(BIN)/changeset status --since $(SINCE)

.PHONY: version
version: build-codegen ## make a release of the changesets: version and changelog, for a person to read and commit
	node build/release/version.js

# make next-patch PACKAGES='7 6.16'
.PHONY: next-patch
next-patch: build-codegen ## give packages of lines their next patch version: what is wrong in them is mended, and their driver is the same
	node build/release/next-patch.js $(PACKAGES)
	@$(MAKE) generate

# Of what `make release-pack` packed, in this job or in the one before; nothing is built, so that only npm runs where there is a token.
.PHONY: publish
publish: ## publish what is packed and not on the registry yet (in the workflow `release`, which npm trusts)
	node build/release/publish.js

.PHONY: announce
announce: ## make the release on GitHub of what is packed: notes, tarballs and SBOMs (ARGS=--dry-run to see how)
	node build/release/announce.js $(ARGS)

.PHONY: clean-tree
clean-tree:
	@changed=$$(git status --porcelain) && [ -z "$$changed" ] || { echo "$$changed"; echo 'The work tree is not clean: commit these files or ignore them.'; exit 1; }

SITE_INSTALLED := site/node_modules/.package-lock.json
$(SITE_INSTALLED): site/package-lock.json
	npm ci --prefix site --no-audit --no-fund --ignore-scripts
	@touch $@

.PHONY: docs
docs: build $(SITE_INSTALLED) ## build the documentation site into site/build/html: the pages of docs/, and a reference of what is published
	@rm -rf site/build
	$(BIN)/oxlint --type-aware --deny-warnings site
	site/node_modules/.bin/tsc -p site
	node site/build/scripts/collect/collect.js
	site/node_modules/.bin/typedoc --options site/typedoc.json
	site/node_modules/.bin/vitepress build site

.PHONY: docs-test
docs-test: docs ## look at every link of the site, and at its pages in a Chromium (CHROMIUM names it; BROWSER=required fails without one)
	node --test site/build/scripts/checks/*.test.js

.PHONY: ci
ci: test ## what CI runs: test, and nothing left changed in the work tree
	@$(MAKE) clean-tree

.PHONY: clean
clean: ## remove everything that is built (not node_modules and .venv)
	rm -rf build site/build generated/src generated/dist *.tgz
