#!/usr/bin/env bash
# Compiles src/ into dist/. What an earlier build left of files that are gone is removed afterwards, so that a
# command that runs meanwhile always finds a whole dist/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

started=$(mktemp)
trap 'rm -f "$started"' EXIT
node_modules/.bin/tsc -p tsconfig.build.json --noEmitOnError
find dist -type f ! -newer "$started" -delete
find dist -type d -empty -delete
chmod +x dist/cli/main.js
