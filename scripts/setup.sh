#!/usr/bin/env bash
# Makes a fresh Debian or Ubuntu machine ready for xdpgen: system packages, npm packages, the build.
#
#   scripts/setup.sh demo        what the demo in network namespaces needs
#   scripts/setup.sh test        … and what the tests need
#   scripts/setup.sh reliability … and what kills commands at their system calls
#   scripts/setup.sh bench       … and what the benchmark compares xdpgen with
#   scripts/setup.sh lab         … and a Docker engine that runs, with compose
#   scripts/setup.sh base-image  only what makes a container base image where no registry can be reached
#
# Several names may be given; without one it is demo. It asks nothing, says what it installs and why, installs nothing that is there,
# and is silent when there is nothing to do.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stages=() # filled from the arguments, at the end

say() { printf 'set-up: %s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }
header() { [[ -e /usr/include/$1 ]]; }
library() { compgen -G "/usr/lib/*/$1" >/dev/null || compgen -G "/usr/lib*/$1" >/dev/null; }
keyring() { [[ -e /usr/share/keyrings/$1.gpg ]]; }
emulator() { has "qemu-system-$(uname -m)"; }
compose() { docker compose version >/dev/null 2>&1 || has docker-compose; }

# One line a need: for whom | the check that it is met | the packages that meet it | why
needs() {
  cat <<'NEEDS'
demo|has clang|clang|compiles the generated C into a BPF object
demo|header bpf/bpf_helpers.h|libbpf-dev|the headers that the generated C includes
demo|header linux/bpf.h|linux-libc-dev|the kernel's own headers, for the generated C
demo|library libbpf.so.1|libbpf1|loads the object into the kernel
demo|has ip|iproute2|makes network namespaces and shows what is attached
demo|has nsenter|util-linux|runs a command in a network namespace
demo|has curl|curl|asks the services of the lab
test|has bpftool|bpftool|tests load the object with it, as users may
test|has xdp-loader|xdp-tools|tests load the object with it, as users may
test|has nft|nftables|filters the frames of docs/evasion.md, for comparison
test|emulator|qemu-system|boots the older kernels that tests load objects into
test|keyring debian-archive-keyring|debian-archive-keyring|vouches for the package with such a kernel
test|has strace|strace|kills commands as they enter system calls
reliability|has strace|strace|kills commands as they enter system calls
bench|has xdp-filter|xdp-tools|a filter that is measured
bench|has nft|nftables|a filter that is measured
bench|has ipset|ipset|a filter that is measured
bench|has iptables|iptables|asks ipset
bench|has ethtool|ethtool|switches on how interfaces of the benchmark receive
lab|has dockerd|docker.io|runs the services of the lab as containers
lab|has docker|docker-cli|the client of the engine
lab|compose|docker-compose|starts the services of the lab
base-image|has mmdebstrap|mmdebstrap|makes a container base image from the machine's own package sources
NEEDS
}

# Ubuntu and newer Debian releases have the same things under other names: the first name that exists is taken.
declare -A alternatives=(
  [bpftool]="bpftool linux-tools-common"
  [docker-cli]="docker-cli docker.io"
  [docker-compose]="docker-compose docker-compose-v2"
)
# The emulator of this machine's own architecture.
case $(uname -m) in
  x86_64) alternatives[qemu-system]="qemu-system-x86" ;;
  aarch64) alternatives[qemu-system]="qemu-system-arm" ;;
esac

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo --preserve-env=DEBIAN_FRONTEND "$@"; fi
}

installable() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

package_name() {
  local name
  for name in ${alternatives[$1]:-$1}; do
    if installable "$name"; then echo "$name"; return; fi
  done
  echo "$1"
}

give_up() {
  say "$1"
  say "install these by hand, then start again:"
  printf 'set-up:   %s\n' "${@:2}" >&2
  exit 1
}

install_packages() {
  local stage check package why missing=() reasons=()
  while IFS='|' read -r stage check package why; do
    wants "$stage" || continue
    $check && continue
    missing+=("$package")
    reasons+=("$package: $why")
  done < <(needs)
  ((${#missing[@]})) || return 0

  has apt-get || give_up "this machine has no apt-get, so nothing was installed." "${reasons[@]}"
  if [[ $(id -u) -ne 0 ]]; then
    has sudo || give_up "installing packages needs root, and there is no sudo." "${reasons[@]}"
    say "not root: packages are installed with sudo"
  fi

  export DEBIAN_FRONTEND=noninteractive
  say "reading the package lists (apt-get update)"
  as_root apt-get update -qq >&2 || say "apt-get update failed: going on with the lists that are there"
  local names=()
  for package in "${missing[@]}"; do names+=("$(package_name "$package")"); done
  say "installing with apt-get:"
  printf 'set-up:   %s\n' "${reasons[@]}" >&2
  as_root apt-get install -y -qq --no-install-recommends "${names[@]}" </dev/null >&2 ||
    give_up "apt-get could not install: ${names[*]}" "${reasons[@]}"
}

check_node() {
  local wanted
  wanted=$(sed -n 's/.*"node": ">=\([0-9.]*\)".*/\1/p' package.json)
  has node || give_up "there is no node." "Node.js $wanted or newer (nodejs.org, or your distribution's package)"
  local found
  found=$(node --version)
  [[ $(printf '%s\n' "$wanted" "${found#v}" | sort -V | head -n 1) == "$wanted" ]] ||
    give_up "node is ${found#v}: too old." "Node.js $wanted or newer (nodejs.org, or your distribution's package)"
}

install_modules() {
  [[ -e node_modules/.package-lock.json && ! package-lock.json -nt node_modules/.package-lock.json ]] && return 0
  say "installing the npm packages of package-lock.json (npm ci)"
  npm ci --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.package-lock.json
}

build() {
  # A folder is newer as well when a file in it was removed or renamed.
  if [[ ! -e dist/index.js || ! -x dist/cli/main.js ||
    -n $(find src tsconfig.json tsconfig.build.json package-lock.json -newer dist/index.js -print -quit) ]]; then
    say "building dist/ (tsc)"
    bash scripts/build.sh >&2
  fi
  # npm links a package's command where it is installed as a dependency, not in its own clone.
  [[ -e node_modules/.bin/xdpgen ]] || ln -sf ../../dist/cli/main.js node_modules/.bin/xdpgen
}

# Prometheus reads the metrics in tests. Its package would start a service, so its programs are only taken out of it.
unpack_prometheus() {
  local folder=node_modules/.cache/xdpgen/prometheus
  [[ -x $folder/promtool ]] && return 0
  has apt-get || give_up "this machine has no apt-get, so nothing was downloaded." "prometheus, promtool: in $folder"
  say "downloading prometheus (19 MB; it is not installed): tests check metrics with it"
  installable prometheus || as_root apt-get update -qq >&2 || true
  local work
  work=$(mktemp -d)
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download prometheus >&2) ||
    give_up "apt-get could not download prometheus." "prometheus, promtool: in $folder"
  mkdir -p "$folder"
  dpkg-deb --fsys-tarfile "$work"/prometheus_*.deb | tar -x -C "$work" ./usr/bin/prometheus ./usr/bin/promtool
  mv "$work"/usr/bin/prometheus "$work"/usr/bin/promtool "$folder" # promtool last: it stands for both
  rm -r "$work"
}

start_docker() {
  docker info >/dev/null 2>&1 && return 0
  if [[ -d /run/systemd/system ]]; then
    say "starting the Docker engine (systemctl start docker)"
    as_root systemctl start docker
  else
    say "starting the Docker engine (dockerd, log in /var/log/dockerd.log)"
    as_root bash -c 'setsid dockerd </dev/null >/var/log/dockerd.log 2>&1 &'
  fi
  local waited
  for ((waited = 0; waited < 60; waited++)); do
    as_root docker info >/dev/null 2>&1 && return 0
    sleep 0.5
  done
  give_up "the Docker engine does not answer." "a Docker engine that runs: docker info must succeed"
}

for argument in "$@"; do
  case $argument in
    base-image) stages+=(base-image) ;;
    demo | test | reliability | bench | lab) stages+=(demo "$argument") ;;
    *)
      say "unknown part: $argument (there are: demo, test, reliability, bench, lab, base-image)"
      exit 2
      ;;
  esac
done
((${#stages[@]})) || stages=(demo)
wants() { [[ " ${stages[*]} " == *" $1 "* ]]; }

[[ $(uname -s) == Linux ]] || give_up "xdpgen attaches programs to Linux interfaces, and this is $(uname -s)." \
  "a Linux machine or virtual machine, kernel 5.15 or newer"
check_node
install_packages
if wants demo; then
  install_modules
  build
fi
if wants test; then unpack_prometheus; fi
if wants lab; then start_docker; fi
