# make run     build Kept and start it with SQLite in ./data
# make test    everything, on SQLite and PostgreSQL, browser included
# make help    the rest

DATA      ?= data
BENCHTIME ?= 1s
FUZZTIME  ?= 10s
SEEDS     ?= 1-20
GO        ?= go
TOOL       = $(GO) tool -modfile=tools/go.mod

.PHONY: help build run try test bench check soak quality generate fuzz

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/kept
	CGO_ENABLED=0 $(GO) build -o bin/kept ./cmd/kept

run: build ## build and serve with SQLite in ./data (DATA=folder for another)
	KEPT_DATA="$(DATA)" bin/kept serve

try: build ## the same with a sample firm, a moving story and a mail catcher
	bin/kept try

test: ## all tests; installs the Debian packages they need when run as root
	@scripts/install-test-needs
	@scripts/check-format
	@scripts/check-generated
	$(GO) vet ./...
	KEPT_TEST_REQUIRE=1 scripts/with-postgres $(GO) test -timeout 50m ./...

bench: ## all benchmarks, one package after the other (BENCHTIME=1s)
	@scripts/install-test-needs
	KEPT_TEST_REQUIRE=1 $(GO) test -p 1 -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) -timeout 1h ./...

check: ## gofmt, generated files, vet and golangci-lint (minutes the first time)
	@scripts/check-format
	@scripts/check-generated
	$(GO) vet ./...
	$(TOOL) golangci-lint run ./...

soak: build ## years of the simulated firm (SEEDS=1-20), then the long tests
	bin/kept sim --seeds $(SEEDS) --until 1y
	KEPT_TEST_REQUIRE=1 KEPT_SOAK=1 scripts/with-postgres $(GO) test -p 1 -count=1 -timeout 2h ./...

quality: ## how well mail is understood: scores on data that nobody here wrote
	@scripts/install-test-needs
	@KEPT_TEST_REQUIRE=1 scripts/quality

fuzz: ## every fuzz test for a while (FUZZTIME=10s)
	scripts/fuzz $(FUZZTIME)

generate: ## write the generated files anew
	$(TOOL) templ generate
