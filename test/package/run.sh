#!/usr/bin/env bash
# Packs the package as a release does and tests the tarball: npm run test:package
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cp package.json "$folder/before.json"
npm pack --silent --pack-destination "$folder"
if ! cmp package.json "$folder/before.json"; then
  echo 'npm pack has left package.json changed. Run "git checkout package.json".' >&2
  exit 1
fi

npm run --silent build:all
PACKAGE_TARBALL=$(ls "$folder"/*.tgz) npx jest dist/test/package
