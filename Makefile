.DEFAULT_GOAL := help
GO ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
LINT_VERSION := v2.15.0
LINT := .tools/golangci-lint-$(LINT_VERSION)

.PHONY: help demo build test test-fast bench check fmt vet lint pictures generate model clean

help: ## Show these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Play the whole story in the browser: no token, no key, no network
	@scripts/need compiler
	$(GO) run ./cmd/liaison demo

build: ## Build bin/liaison
	@scripts/need compiler
	$(GO) build -trimpath -ldflags "-X main.version=$(VERSION)" -o bin/liaison ./cmd/liaison

test: ## Run every test on both engines and in a real browser, with the race detector
	@scripts/need compiler postgres chromium
	CI=true TMPDIR=$$(scripts/scratch) $(GO) test -race -timeout 14m ./...

test-fast: ## Run the tests that need nothing installed but a C compiler
	@scripts/need compiler
	TMPDIR=$$(scripts/scratch) $(GO) test -short ./...

bench: ## Run the benchmarks, each beside its baseline
	@scripts/need compiler postgres
	$(GO) test -run '^$$' -bench . -benchtime 3s ./...

check: test fmt vet lint ## All that must pass before a change lands

fmt: ## Fail if a file isn't gofmt-ed
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'run: gofmt -w .'; exit 1; }

vet: ## go vet
	$(GO) vet ./...

lint: $(LINT) ## golangci-lint
	$(LINT) run ./...

$(LINT):
	mkdir -p .tools
	GOBIN=$(CURDIR)/.tools $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)
	mv .tools/golangci-lint $(LINT)

pictures: ## Take the pictures of docs/console.md anew; look at each before you commit it
	@scripts/need compiler chromium
	$(GO) test ./web -run PicturesOfTheConsole -pictures ../docs/console

generate: ## Rewrite what is generated: golden files, docs/states.md, README's table
	$(GO) test ./casework ./handlers -update
	$(GO) test ./cmd/liaison -run Readme -update

DATA ?= ../shared/data
model: ## Make the classifier's base model anew from its data (DATA=directory)
	@scripts/need compiler
	@for f in zh_train zh_dev ru_train ru_dev; do test -f $(DATA)/$$f.jsonl || { echo "$(DATA)/$$f.jsonl is missing: name the directory of the data in DATA"; exit 1; }; done
	$(GO) run ./cmd/liaison train --out classify/base.model --apart $(DATA)/zh_dev.jsonl --apart $(DATA)/ru_dev.jsonl \
		$(DATA)/zh_train.jsonl $(DATA)/ru_train.jsonl $(sort $(wildcard classify/corpus/*.jsonl))

clean: ## Remove what was built
	rm -rf bin .tools test-results
