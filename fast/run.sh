#!/bin/sh
# Airbyte's FAST standard tests, and its models of the protocol. `npm run test:fast` builds first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=$("$here/../tools/python-venv.sh")
cd "$here"
export PYTHONDONTWRITEBYTECODE=1
exec "$python" -m pytest "$@"
