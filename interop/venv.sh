#!/bin/sh
# Prints the Python of a virtual environment with what requirements.txt names. Makes it when it is
# not there; it is made anew when requirements.txt changes. Needs Python 3.10 to 3.12.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

say() { echo "interop: $*" >&2; }

suits() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' \
    >/dev/null 2>&1
}

find_python() {
  for name in python3.11 python3.12 python3.10 python3 python; do
    path=$(command -v "$name" 2>/dev/null) || continue
    if suits "$path"; then
      echo "$path"
      return
    fi
  done
  say "There is no Python 3.10, 3.11 or 3.12 with venv on this machine. PyAirbyte needs one:" \
    "install it (on Debian: apt-get install python3 python3-venv) and run this again."
  exit 1
}

key_of() {
  {
    cat "$here/requirements.txt"
    "$1" -c 'import platform, sys; print(sys.executable, sys.version, platform.machine())'
  } | "$1" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest()[:16])'
}

install() {
  for attempt in 1 2 3; do
    "$1" -m pip install --quiet --no-deps --retries 5 --timeout 60 --progress-bar off \
      --disable-pip-version-check --requirement "$here/requirements.txt" >&2 && return
    say "pip failed (attempt $attempt of 3)."
    sleep $((attempt * 5))
  done
  say "The packages of interop/requirements.txt could not be installed. This needs a package" \
    "index such as PyPI; what pip said stands above."
  exit 1
}

python=$(find_python)
folder="$here/.venv/$(key_of "$python")"
if [ ! -e "$folder/complete" ]; then
  rm -rf "$here/.venv"
  say "installing PyAirbyte for $("$python" --version) into interop/.venv; this takes a minute or two"
  "$python" -m venv "$folder" >&2
  install "$folder/bin/python"
  touch "$folder/complete"
fi
echo "$folder/bin/python"
