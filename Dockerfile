# A static binary on an empty base: no shell, no package manager, its own user.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=development
RUN CGO_ENABLED=1 go build -trimpath -tags netgo,osusergo \
      -ldflags "-s -w -linkmode external -extldflags -static -X main.version=${VERSION}" \
      -o /liaison ./cmd/liaison && mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /liaison /liaison
COPY --from=build --chown=65532:65532 --chmod=0700 /data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV LIAISON_DATABASE=/data/liaison.db LIAISON_OFFICE=/data/office.yaml
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/liaison", "health"]
ENTRYPOINT ["/liaison"]
CMD ["serve"]
