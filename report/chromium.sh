#!/bin/sh
# Prints the path of Chromium. Installs Debian's, with what turns a PDF into text and a font, when they
# are missing and this runs as root.
set -eu

say() { echo "report: $*" >&2; }

find_chromium() {
  command -v pdftotext >/dev/null || return 1
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

install_chromium() {
  export DEBIAN_FRONTEND=noninteractive
  for attempt in 1 2 3; do
    # An index that cannot be had need not be the one that is wanted.
    apt-get update -o Acquire::Retries=5 >&2 || true
    apt-get install --yes --no-install-recommends -o Acquire::Retries=5 -o DPkg::Lock::Timeout=300 \
      chromium poppler-utils fonts-dejavu-core >&2 && return
    say "apt-get failed (attempt $attempt of 3)."
    sleep $((attempt * 5))
  done
  say "Chromium could not be installed. This needs Debian's package repository; what apt-get said" \
    "stands above."
  exit 1
}

if find_chromium; then exit; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  say "There is no Chromium or no pdftotext on this machine. Install both (on Debian: apt-get install" \
    "chromium poppler-utils), and run this again."
  exit 1
fi
say 'installing Chromium with apt-get'
install_chromium
find_chromium || {
  say 'Chromium was installed, but is not in PATH.'
  exit 1
}
