# README.md describes the targets. The binary is static (CGO_ENABLED=0); only the race detector needs a C compiler.
export CGO_ENABLED = 0
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
UNPARAM = mvdan.cc/unparam@v0.0.0-20260823230713-2fa3d841b0c8
DEADCODE = golang.org/x/tools/cmd/deadcode@v0.49.0
GOTESTSUM = go run gotest.tools/gotestsum@v1.13.0 --format pkgname --hide-summary skipped
MODULES = . cmd/e2e cmd/bench
# Packages in which goroutines share data. The race detector makes the others slower and finds nothing in them.
RACE_PACKAGES = ./cmd/daftar ./server/... ./ingest ./ingest/sandbox ./index/embedded
# Generous, so that the tests also pass on a machine under heavy load. It ends a test that hangs.
TEST_TIMEOUT = 40m
RESULTS = bin/test

.PHONY: build run test check unit race e2e skipped torture bench eval

build:
	go build -trimpath -o bin/daftar ./cmd/daftar

run: build
	bin/daftar serve

test: check unit race e2e skipped

check:
	@bad=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); test -z "$$bad" || { echo "gofmt would change:"; echo "$$bad"; exit 1; }
	@for m in $(MODULES); do (cd $$m && go vet ./... && go run $(STATICCHECK) -checks all ./...) || exit 1; done
	@go run $(UNPARAM) ./...
	@dead=$$(go run $(DEADCODE) -test ./...); test -z "$$dead" || { echo "unreachable functions:"; echo "$$dead"; exit 1; }

unit:
	@rm -rf $(RESULTS) && mkdir -p $(RESULTS)
	@$(GOTESTSUM) --jsonfile $(RESULTS)/unit.json -- -timeout $(TEST_TIMEOUT) ./...

race:
	@mkdir -p $(RESULTS)
	@if command -v $${CC:-cc} >/dev/null; then \
		$(GOTESTSUM) --jsonfile $(RESULTS)/race.json --raw-command -- env CGO_ENABLED=1 go test -json -race -short -timeout $(TEST_TIMEOUT) $(RACE_PACKAGES); \
	else echo "race detector: no C compiler found" >$(RESULTS)/race.skipped; fi

e2e: build
	@mkdir -p $(RESULTS)
	@GOTESTSUM="$(GOTESTSUM)" RESULTS=$(CURDIR)/$(RESULTS) TEST_TIMEOUT=$(TEST_TIMEOUT) sh cmd/e2e/run.sh

skipped:
	@sh .ci/skipped.sh $(RESULTS)

# The long form of the tests that damage, replace and remove indexes: each goes on for TIME, with random numbers from SEED.
TIME = 10m
SEED = 1
torture:
	DAFTAR_TORTURE_TIME=$(TIME) DAFTAR_TORTURE_SEED=$(SEED) go test -count=1 -timeout 0 -v -run TestTorture ./index/embedded

bench:
	cd cmd/bench && go run . $(BENCH)

eval:
	DAFTAR_EVAL=1 go test -count=1 -run "TestRanking|TestEvaluation" -v ./cmd/daftar ./ingest/tag
