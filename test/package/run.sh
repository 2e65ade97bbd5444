#!/usr/bin/env bash
# Packs the package as a release does and tests the tarball: npm run test:package [-- FOLDER]
# With a folder the tarball stays there.
set -euo pipefail
cd "$(dirname "$0")/../.."
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
folder=${1:-$temporary/packed}
mkdir -p "$folder"

cp package.json "$temporary/before.json"
tarball=$folder/$(npm pack --silent --pack-destination "$folder" | tail -n 1)
if ! cmp package.json "$temporary/before.json"; then
  echo 'npm pack has left package.json changed. Run "git checkout package.json".' >&2
  exit 1
fi

npm run --silent build:all
PACKAGE_TARBALL=$(realpath "$tarball") npx jest dist/test/package
