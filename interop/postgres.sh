#!/bin/sh
# Prints the folder with PostgreSQL's server programs. Installs Debian's package when they are
# missing and this runs as root.
set -eu

say() { echo "interop: $*" >&2; }

find_server() {
  for initdb in $(ls -rv /usr/lib/postgresql/*/bin/initdb 2>/dev/null) $(command -v initdb || true); do
    folder=$(dirname "$(readlink -f "$initdb")")
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

install_server() {
  # A cluster of Debian's own, started on the usual port, is not wanted.
  no_cluster=/etc/postgresql-common/createcluster.d/no-main-cluster.conf
  mkdir -p "$(dirname "$no_cluster")"
  trap 'rm -f "$no_cluster"' EXIT
  echo 'create_main_cluster = false' >"$no_cluster"
  export DEBIAN_FRONTEND=noninteractive
  for attempt in 1 2 3; do
    # An index that cannot be had need not be the one that is wanted.
    apt-get update -o Acquire::Retries=5 >&2 || true
    apt-get install --yes --no-install-recommends -o Acquire::Retries=5 -o DPkg::Lock::Timeout=300 \
      postgresql >&2 && return
    say "apt-get failed (attempt $attempt of 3)."
    sleep $((attempt * 5))
  done
  say "PostgreSQL could not be installed. This needs Debian's package repository; what apt-get said" \
    "stands above."
  exit 1
}

if find_server; then exit; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  say "There is no PostgreSQL server on this machine. Install it (on Debian: apt-get install" \
    "postgresql), or put the folder of its initdb and postgres on the PATH, and run this again."
  exit 1
fi
say 'installing PostgreSQL with apt-get'
install_server
find_server || {
  say 'PostgreSQL was installed, but its programs are not in /usr/lib/postgresql.'
  exit 1
}
