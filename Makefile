# What each target does is said in README.md. The binary is static; the race detector alone wants a C compiler.
export CGO_ENABLED = 0
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
MODULES = . cmd/e2e cmd/bench
# The rooms in which goroutines meet; what the others compute is computed there too.
SHARED = ./cmd/daftar ./server ./ingest ./ingest/sandbox ./index/embedded

.PHONY: build run test check unit bench eval e2e

build:
	go build -trimpath -o bin/daftar ./cmd/daftar

run: build
	bin/daftar serve

test: check unit e2e

check:
	@bad=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go')); test -z "$$bad" || { echo "gofmt would change:"; echo "$$bad"; exit 1; }
	@for m in $(MODULES); do (cd $$m && go vet ./... && go run $(STATICCHECK) ./...) || exit 1; done

unit:
	@if command -v $${CC:-cc} >/dev/null; then CGO_ENABLED=1 go test -race -short $(SHARED) && go test ./...; else echo "make: no C compiler, testing without the race detector"; go test ./...; fi

e2e: build
	@sh cmd/e2e/run.sh

bench:
	cd cmd/bench && go run . $(BENCH)

eval:
	DAFTAR_EVAL=1 go test -count=1 -run "TestRanking|TestEvaluation" -v ./cmd/daftar ./ingest/tag
