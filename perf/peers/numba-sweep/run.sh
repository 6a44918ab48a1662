#!/bin/sh
# The peer of `Astra.Perf.Scenario sweep`: a fused numba loop. Needs python3 with numba (Debian: python3-numba).
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import numba' 2>/dev/null || { echo "numba is not installed for $python: apt-get install python3-numba, or set PYTHON" >&2; exit 3; }
exec "$python" "$here/sweep.py" "${1:-5}"
