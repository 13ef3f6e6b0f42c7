#!/usr/bin/env bash
# npm run demo: sets the machine up, then shows a rule dropping real packets.
#   npm run demo                 in network namespaces
#   npm run demo -- --compose    between Docker containers
#   npm run demo -- bans         a service that bans who sends it bad requests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

parts=(demo)
for argument in "$@"; do
  if [[ $argument == --compose ]]; then parts+=(lab); fi
done
bash scripts/setup.sh "${parts[@]}"

run=(node_modules/.bin/jiti lab/demo.ts "$@")
if [[ $(id -u) -ne 0 ]]; then
  echo "not root: the demo makes network namespaces or containers, so it runs with sudo" >&2
  run=(sudo --preserve-env=FORCE_COLOR,NO_COLOR,XDPGEN_LAB_BASE env "PATH=$PATH" "${run[@]}")
fi
exec "${run[@]}"
