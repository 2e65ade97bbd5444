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

FROM node:24.21.0-trixie-slim
# What only the machine that builds knows; the release workflow says it.
ARG VERSION=0.1.0
ARG SOURCE=""
ARG REVISION=""
ARG CREATED=""
LABEL io.airbyte.name="source-microsoft-365" \
  io.airbyte.version="0.1.0" \
  org.opencontainers.image.title="source-microsoft-365" \
  org.opencontainers.image.description="Airbyte source connector for Microsoft 365" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.source="$SOURCE" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.created="$CREATED"
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
