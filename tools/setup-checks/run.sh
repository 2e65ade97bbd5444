#!/bin/sh
# Checks the shell scripts of the repository and the files of setup/, runs the main cases of the
# setup script with Azure CLI itself, and a scheduled read against the simulated tenant.
# `npm run test:setup` builds first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root="$here/../.."
python=$("$here/../python-venv.sh" "$here")
commands=$(dirname "$python")
cd "$root"

# Every file that begins with the line of a shell.
git ls-files | while read -r file; do
  if head -n 1 "$file" | grep -Eq '^#!.*\b(ba)?sh$'; then echo "$file"; fi
done | xargs "$commands/shellcheck"

"$python" "$here/check_files.py"
"$commands/check-jsonschema" --quiet --builtin-schema vendor.github-workflows \
  .github/workflows/*.yml setup/github-actions/*.yml
"$commands/zizmor" --offline --no-progress --quiet --min-severity medium .github/workflows setup/github-actions
AZURE_CLI="$commands/az" npx jest dist/test/setup/azure-cli.test.js

POSTGRES_PROGRAMS=$(interop/postgres.sh)
export POSTGRES_PROGRAMS
TZ=UTC "$(tools/python-venv.sh)" interop/scheduled_read.py
