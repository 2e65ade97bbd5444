# Nothing here is compiled for a processor, so one machine builds for all of them without emulation.
FROM --platform=$BUILDPLATFORM node:24.21.0-trixie-slim AS build
WORKDIR /build
# V8 takes a code cache that was made with its own flags: those of the image, below.
ENV NODE_OPTIONS=--max-old-space-size=1536
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY bundle bundle
COPY src src
RUN npm run build

FROM --platform=$BUILDPLATFORM node:24.21.0-trixie-slim AS modules
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# The code of the packages is in the bundle. Their names, versions and licences stay, for those who scan images.
RUN npm ci --omit=dev --ignore-scripts \
  && find node_modules ! -type d ! -name package.json ! -iname 'licen[cs]e*' -delete \
  && find node_modules -type d -empty -delete

# The report beside the connector: docker build --target report. DuckDB is compiled for a processor; npm
# fetches it for that of the image.
FROM --platform=$BUILDPLATFORM node:24.21.0-trixie-slim AS report_build
WORKDIR /build
ENV NODE_OPTIONS=--max-old-space-size=1536
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.report.json ./
COPY bundle bundle
COPY src src
COPY tenant tenant
COPY report report
RUN npx tsc -p tsconfig.report.json && node dist/bundle/build.js

FROM --platform=$BUILDPLATFORM node:24.21.0-trixie-slim AS report_modules
ARG TARGETARCH=amd64
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY report report
RUN cd report \
  && cpu="$TARGETARCH" && if [ "$cpu" = amd64 ]; then cpu=x64; fi \
  && npm ci --ignore-scripts --os=linux --libc=glibc --cpu="$cpu"

FROM node:24.21.0-trixie-slim AS report
# What only the machine that builds knows: .github/push-image says it.
ARG VERSION=0.2.0
ARG REVISION=""
ARG CREATED=""
ARG BASE_NAME=""
ARG BASE_DIGEST=""
LABEL org.opencontainers.image.title="source-microsoft-365-report" \
  org.opencontainers.image.description="One page about the licences of a Microsoft 365 tenant" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.url="https://your_organisation.github.io/source-microsoft-365" \
  org.opencontainers.image.source="https://github.com/your_organisation/source-microsoft-365" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.created="$CREATED" \
  org.opencontainers.image.base.name="$BASE_NAME" \
  org.opencontainers.image.base.digest="$BASE_DIGEST"
WORKDIR /airbyte/integration_code
COPY package.json LICENSE NOTICE THIRD_PARTY_LICENSES ./
COPY --from=report_modules /build/node_modules node_modules
COPY bin bin
COPY resources resources
COPY report/package.json report/package-lock.json report/models.json report/
COPY --from=report_modules /build/report/node_modules report/node_modules
COPY --from=report_build /build/dist/src dist/src
COPY --from=report_build /build/dist/report dist/report
COPY --from=report_build /build/dist/executable dist/executable
ENV NODE_ENV=production \
  NODE_OPTIONS=--max-old-space-size=1536
USER 1000:1000
# Of whoever runs it: settings are read here and files are written here.
WORKDIR /data
ENTRYPOINT ["node", "/airbyte/integration_code/dist/report/main.js"]

FROM node:24.21.0-trixie-slim
# What only the machine that builds knows: .github/push-image says it.
ARG VERSION=0.2.0
ARG REVISION=""
ARG CREATED=""
ARG BASE_NAME=""
ARG BASE_DIGEST=""
LABEL io.airbyte.name="ghcr.io/your_organisation/source-microsoft-365" \
  io.airbyte.version="0.2.0" \
  org.opencontainers.image.title="source-microsoft-365" \
  org.opencontainers.image.description="Airbyte source connector for Microsoft 365: licences, users, sign-in activity and usage" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.url="https://your_organisation.github.io/source-microsoft-365" \
  org.opencontainers.image.source="https://github.com/your_organisation/source-microsoft-365" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.created="$CREATED" \
  org.opencontainers.image.base.name="$BASE_NAME" \
  org.opencontainers.image.base.digest="$BASE_DIGEST"
WORKDIR /airbyte/integration_code
COPY package.json LICENSE NOTICE THIRD_PARTY_LICENSES ./
COPY --from=modules /build/node_modules node_modules
COPY bin bin
COPY resources resources
COPY --from=build /build/dist/executable dist/executable
# Platforms give a container 2 GiB; the heap stays well below, so that it fails with a message first.
ENV NODE_ENV=production \
  NODE_OPTIONS=--max-old-space-size=1536 \
  AIRBYTE_ENTRYPOINT=/airbyte/integration_code/bin/source-microsoft-365
# A number, because Kubernetes cannot tell of a name that it is not root. Node's image calls it "node".
USER 1000:1000
ENTRYPOINT ["/airbyte/integration_code/bin/source-microsoft-365"]
