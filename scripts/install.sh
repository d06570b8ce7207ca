#!/usr/bin/env bash
# Installs with apt what is missing on Debian 12, and touches nothing where all is there.
#
#   scripts/install.sh build   compiler, libraries and Node.js: what `make demo` needs
#   scripts/install.sh test    the same, Python 3 with SciPy and a browser: what `make test` needs
#   scripts/install.sh train   as build, Python 3 and WordNet: what tools/train/train_all.sh needs of Debian's
#
# Runs as root, or as a user with sudo. On another system it only says what it cannot do.
set -euo pipefail

what=${1:-build}
wanted=(make g++ cmake ninja-build ca-certificates libcli11-dev nlohmann-json3-dev libfmt-dev
        libxxhash-dev libexpected-dev libutf8proc-dev libgtest-dev libsqlite3-dev
        libosmium2-dev libprotozero-dev zlib1g-dev libgeos-dev)

# A Node.js from elsewhere will do, and Debian's npm would fight with it.
node_major() { node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p'; }
if [ "$(node_major || true)" = "" ] || [ "$(node_major)" -lt 18 ]; then
  wanted+=(nodejs npm)
elif ! command -v npm >/dev/null; then
  wanted+=(npm)
fi

case $what in
  build) ;;
  test)
    wanted+=(python3 python3-scipy)
    [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || wanted+=(chromium)
    ;;
  train) wanted+=(python3 python3-venv wordnet-base) ;;
  *)
    echo "usage: scripts/install.sh build|test|train" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "install: no apt here; the packages' names on Debian 12 are: ${wanted[*]}" >&2
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install: run as root, or with sudo: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@"
}
echo "install: ${missing[*]}"
apt update
apt install --no-install-recommends "${missing[@]}"
