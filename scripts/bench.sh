#!/usr/bin/env bash
# npm run bench: sets the machine up, then measures what a packet costs. Arguments go to bench/main.ts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash scripts/setup.sh bench
run=(node_modules/.bin/jiti bench/main.ts "$@")
if [[ $(id -u) -ne 0 ]]; then
  echo "not root: the benchmark loads programs into the kernel, so it runs with sudo" >&2
  run=(sudo --preserve-env=FORCE_COLOR,NO_COLOR env "PATH=$PATH" "${run[@]}")
fi
exec "${run[@]}"
