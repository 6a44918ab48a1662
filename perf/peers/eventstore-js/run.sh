#!/bin/sh
# The vendor's own JavaScript client: `run.sh check …` judges a server's answers, `run.sh bench …` measures. Needs node and npm; fetches the client once, into this folder.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
command -v node >/dev/null && command -v npm >/dev/null || { echo "node and npm are needed for this peer: apt-get install nodejs npm" >&2; exit 3; }
if [ ! -d "$here/node_modules/@kurrent/kurrentdb-client" ]; then
    (cd "$here" && npm install --no-package-lock --no-audit --no-fund --loglevel=error >&2) || { echo "npm could not fetch @kurrent/kurrentdb-client; see above" >&2; exit 3; }
fi
script="$1"
shift
cd "$here"
exec node "$here/$script.js" "$@"
