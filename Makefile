# Run `make` alone for the list of targets.
GO    ?= go
ADDR  ?= 127.0.0.1:8080
SEED  ?= 1

.DEFAULT_GOAL := help
.PHONY: help run test check generate bench soak build clean tools

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: ## try it: a sample warehouse on http://127.0.0.1:8080 (ADDR=…)
	$(GO) run ./cmd/pickpack demo --addr $(ADDR)

test: tools ## everything: unit, PostgreSQL, browser; installs what is missing where it may
	$(GO) test -p 2 -timeout 10m ./...

check: ## format, vet, staticcheck, generated code, module file, import rules
	@.ci/check

generate: ## the Go code of the templ views; commit what changes
	$(GO) tool templ generate -path web

bench: ## the speed figures, on private servers
	$(GO) run ./cmd/pickpack bench

soak: ## robots take real orders to the last parcel: ORDERS=items.csv
	@test -n "$(ORDERS)" || { echo 'Which orders? make soak ORDERS=path/to/items.csv' >&2; exit 2; }
	$(GO) test ./cmd/e2e -run TestSoak -count 1 -v -timeout 60m -orders "$(abspath $(ORDERS))"

build: ## the program, as ./pickpack
	$(GO) build -trimpath -o pickpack ./cmd/pickpack

clean: ## remove what build made; data is never touched
	rm -f pickpack

tools:
	@.ci/tools
