# One file for every app: docker build --build-arg APP=content --tag edda/content:dev .
# docs/containers.md says how, also behind a proxy or with a registry of one's own.
ARG NODE_IMAGE=node:24-bookworm-slim

# What npm needs to know: only a change of these files installs anew.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /src
COPY . .
RUN mkdir /manifests && cp package-lock.json /manifests/ && find . -name package.json -exec cp --parents {} /manifests/ \;

# The same for every app, so that the second image finds it done.
FROM ${NODE_IMAGE} AS build
WORKDIR /src
ENV NX_DAEMON=false CI=true
COPY --from=manifests /manifests ./
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca \
    if [ -s /run/secrets/ca ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca; fi && \
    npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node node_modules/nx/dist/bin/nx.js run-many -t build -p tag:type:app tag:type:standalone --outputStyle=static

FROM ${NODE_IMAGE} AS app
WORKDIR /out/app
COPY --from=manifests /manifests ./
ARG APP
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca \
    if [ -s /run/secrets/ca ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca; fi && \
    if ! [ -f "apps/$APP/package.json" ]; then echo "Say which app with --build-arg APP=NAME, one of:" $(ls apps); exit 1; fi && \
    npm ci --omit=dev --ignore-scripts --no-audit --no-fund -w "apps/$APP"
RUN --mount=type=bind,from=build,source=/src,target=/src \
    node /src/containers/runtime-files.mjs "$APP" /src /out/app && \
    mkdir -p /out/var/lib/edda/blobs && chown -R 1000:1000 /out/var/lib/edda

FROM ${NODE_IMAGE} AS runtime
COPY --from=app /out/ /
WORKDIR /app
USER 1000:1000
# Node itself is process 1: it gets SIGTERM, and ends its work before it exits.
ENTRYPOINT ["node", "main.js"]
ARG APP
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="edda/$APP" \
      org.opencontainers.image.description="Edda: $APP" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.licenses="MIT"

# The command line: --build-arg APP=standalone --target tool
FROM runtime AS tool
ENV NODE_ENV=production EDDA_DATA=/var/lib/edda
CMD ["--help"]

FROM runtime AS service
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=10s --start-period=180s --retries=6 CMD ["node", "health-check.mjs"]
