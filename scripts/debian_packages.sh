# Read by ./run and ./check: which Debian 12 packages they need, and how those get here.
# shellcheck shell=bash

build_packages=(
  ca-certificates g++ cmake ninja-build ccache pkg-config
  libpistache-dev=0.0.5+ds-3
  nlohmann-json3-dev libkainjow-mustache-dev libqrcodegencpp-dev
  libsqlite3-dev libsodium-dev liboath-dev libcurl4-openssl-dev libyaml-dev
  libfido2-dev libssl-dev
  libfmt-dev libspdlog-dev libcli11-dev libtomlplusplus-dev libeigen3-dev libboost-dev libglpk-dev
)

# Not needed to build: without it the pages say that they are printed by the browser.
run_packages=(weasyprint)

test_packages=(
  libgtest-dev librapidcheck-dev
  haproxy
  curl sqlite3 oathtool openssl nginx-light python3-aiosmtpd python3-nacl python3-jsonschema python3-yaml python3-scipy poppler-utils
  r-base-core r-cran-surveillance r-cran-survival
  chromium nodejs npm
)

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

# Runs as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# True where a package, or what it is there for, is here. npm may come with a nodejs that is not Debian's.
is_here() {
  local name=${1%%=*}
  if [ "$name" = npm ] && command -v npm >/dev/null; then return 0; fi
  dpkg-query --show --showformat='${db:Status-Status}\n' "$name" 2>/dev/null | grep --quiet '^installed$'
}

install_missing() {
  local missing=() package
  for package in "$@"; do is_here "$package" || missing+=("$package"); done
  if [ ${#missing[@]} -eq 0 ]; then
    echo "Nothing to install: every Debian package is here."
    return
  fi
  if ! command -v apt-get >/dev/null; then
    echo "This needs Debian 12 (apt-get). Missing: ${missing[*]}" >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    echo "Run this once as root, or install sudo. Missing: ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing from Debian: ${missing[*]}"
  as_root apt-get update --quiet=2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}"
}

# Through sudo, what is built belongs to who typed the command, so that the next run needs no root.
give_back() {
  if [ "$(id -u)" -eq 0 ] && [ -n "${SUDO_UID:-}" ]; then chown -R "$SUDO_UID:${SUDO_GID:-$SUDO_UID}" "$@"; fi
}
