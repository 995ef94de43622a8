# The program alone, as a user without privileges. It needs a database: see compose.yaml.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /smena ./cmd/smena

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /smena /usr/local/bin/smena
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/smena"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
