#!/usr/bin/env bash
# npm test: sets the machine up, then runs every check and every test. Arguments go to scripts/test.ts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash scripts/setup.sh test bench lab
run=(node_modules/.bin/jiti scripts/test.ts "$@")
if [[ $(id -u) -ne 0 ]]; then
  echo "not root: the tests attach programs in network namespaces, so they run with sudo" >&2
  run=(sudo --preserve-env=CI,FORCE_COLOR,NO_COLOR env "PATH=$PATH" "${run[@]}")
fi
exec "${run[@]}"
