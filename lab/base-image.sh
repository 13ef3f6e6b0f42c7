#!/usr/bin/env bash
# Makes a base image for lab/Dockerfile where no registry can be reached: a minimal system of this machine's own
# release, from this machine's own package sources, with this machine's node. Prints the image's name.
# The name is a digest of what is in the image, so nothing is made twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=ca-certificates,clang,curl,iproute2,libbpf-dev,libbpf1,libstdc++6,linux-libc-dev
node=$(realpath "$(command -v node)")
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
digest=$(printf '%s\n' "$release" "$packages" "$(node --version)" "$(dpkg --print-architecture)" | sha256sum | head -c 12)
image=xdpgen-lab-base:$digest

if docker image inspect "$image" >/dev/null 2>&1; then
  echo "$image"
  exit
fi

echo "making the container base image $image ($release, node $(node --version)), this takes about a minute" >&2
bash scripts/setup.sh base-image
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# Only the sources of the distribution itself: a third party's say nothing about a minimal system.
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' "Codename: $release" |
  sort -u >"$root/sources.list"
mmdebstrap --quiet --variant=essential --include="$packages" \
  --aptopt='APT::Install-Recommends "false"' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  "$release" "$root/base.tar" "$root/sources.list" >&2

install -D --mode=755 "$node" "$root/node/usr/local/bin/node"
tar --append --file "$root/base.tar" --directory "$root/node" --owner=0 --group=0 usr/local/bin/node
docker import "$root/base.tar" "$image" >/dev/null
echo "$image"
