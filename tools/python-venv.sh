#!/bin/sh
# Prints the path of a Python that has exactly the packages of requirements.txt in a folder, in a
# virtual environment in .venv there. The folder is the argument; without one it is tools/python,
# which the tests in Python share. It is made when it is missing or the packages have changed.
set -eu
folder=$(cd "${1:-$(dirname "$0")/python}" && pwd)
packages="$folder/requirements.txt"

tell() { echo "python-venv: $*" >&2; }

# A version that the packages are made for, with what makes virtual environments.
is_usable() {
  "$1" -c 'import ensurepip, sys, venv; assert (3, 10) <= sys.version_info[:2] <= (3, 12)' \
    >/dev/null 2>&1
}

find_python() {
  for name in python3.11 python3.12 python3.10 python3 python; do
    if is_usable "$name"; then
      command -v "$name"
      return
    fi
  done
  tell "this needs Python 3.10, 3.11 or 3.12 with its module venv, and finds none in PATH." \
    "Install one (on Debian: apt-get install python3 python3-venv) and try again."
  return 1
}

# Changes with the packages and with the Python that they were installed for.
fingerprint() {
  "$1" -c '
import hashlib, sys
packages = open(sys.argv[1], "rb").read()
print(hashlib.sha256(packages + sys.version.encode() + sys.executable.encode()).hexdigest()[:16])
' "$packages"
}

install() {
  for pause in 5 20 0; do
    if "$1" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
      --retries 10 --timeout 60 --requirement "$packages" >&2; then
      return
    fi
    tell "pip could not install $packages; see its output above."
    sleep "$pause"
  done
  tell "The packages come from PyPI, or from the index that pip is configured for: is it reachable?"
  return 1
}

python=$(find_python)
environment="$folder/.venv/$(fingerprint "$python")"
if [ ! -e "$environment/installed" ]; then
  tell "installing $packages, which takes a minute or two"
  rm -rf "$folder/.venv"
  "$python" -m venv "$environment" >&2
  install "$environment/bin/python"
  touch "$environment/installed"
fi
echo "$environment/bin/python"
