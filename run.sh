#!/usr/bin/env bash
# Astra's front door: builds what is not built, then runs it. ./run.sh help lists the ways in.
set -euo pipefail

# Through symlinks to the repository itself, so that it works from anywhere.
self="${BASH_SOURCE[0]}"
while [ -L "$self" ]; do
    folder="$(cd -P "$(dirname "$self")" && pwd)"
    self="$(readlink "$self")"
    [[ $self == /* ]] || self="$folder/$self"
done
root="$(cd -P "$(dirname "$self")" && pwd)"
cli="$root/tools/Astra.Cli"
binary="$cli/bin/Release/net10.0/astra"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

usage() {
    cat <<'TEXT'
./run.sh                   build, shadow-trade a generated market day at a held rate, and prove it by replaying its journal
./run.sh --data PATH       the same on market data: a recording or CSV file (.gz by its ending), or a folder of them
./run.sh test              build and run every test; the last line is "N passed, N failed, N skipped"
./run.sh astra ARGS…       the astra command itself (./run.sh astra --help)
./run.sh bench [ARGS…]     astra bench: what this machine allows, in a few seconds
./run.sh drill [ARGS…]     astra drill kill: kill -9 under load, 200 times, and compare; with --mirror of mirrored journals
./run.sh help              this text
TEXT
}

say() { printf 'astra: %s\n' "$*" >&2; }

need_sdk() {
    if command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.0\.'; then return; fi
    say "the .NET SDK 10.0 (10.0.100 or later) is needed to build Astra, and 'dotnet --list-sdks' shows none."
    say "Get it from https://dotnet.microsoft.com/download/dotnet/10.0, or with your system's packages:"
    say "  Debian and Ubuntu: apt install dotnet-sdk-10.0 · Fedora: dnf install dotnet-sdk-10.0 · macOS: brew install dotnet · Windows: winget install Microsoft.DotNet.SDK.10"
    exit 3
}

# quietly LABEL COMMAND…: silent when it succeeds, everything it said when it fails.
quietly() {
    local label="$1" log status=0
    shift
    log="$(mktemp)"
    "$@" >"$log" 2>&1 || status=$?
    if [ "$status" -ne 0 ]; then
        cat "$log" >&2
        say "$label failed"
        rm -f "$log"
        exit 3
    fi
    rm -f "$log"
}

# True when a source is newer than the built program (or that is missing).
stale() {
    [ -x "$binary" ] && [ -f "$binary.dll" ] || return 0
    [ -n "$(find "$root/engine" "$root/journal" "$root/adapters" "$root/tools" "$root/Directory.Build.props" "$root/Directory.Packages.props" \
        "$root/global.json" "$root/.editorconfig" \
        \( -name bin -o -name obj \) -prune -o -type f -newer "$binary.dll" \
        \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.csv' -o -name '*.txt' -o -name 'global.json' -o -name '.editorconfig' \) -print -quit)" ]
}

build_cli() {
    stale || return 0
    need_sdk
    # One build at a time: scripts call this side by side.
    if command -v flock >/dev/null; then
        mkdir -p "$root/.astra"
        exec 9>"$root/.astra/build.lock"
        flock 9
        if ! stale; then exec 9>&-; return 0; fi
    fi
    [ "${1:-}" = silent ] || say "building (Release)"
    quietly "the build" dotnet build "$cli" -c Release --nologo -v quiet
    # An unchanged output keeps its time; without this it would look stale for ever.
    touch "$binary.dll"
    exec 9>&-
}

# What stands in for a server where none is named.
build_stand_in() {
    local stand_in="$root/tests/Astra.StandIns.EventStore"
    local built="$stand_in/bin/Release/net10.0/Astra.StandIns.EventStore.dll"
    if [ -f "$built" ] && [ -z "$(find "$stand_in" "$root/journal/Astra.Journal.EventStore/Protos" \( -name bin -o -name obj \) -prune -o -type f -newer "$built" -print -quit)" ]; then return; fi
    need_sdk
    say "building the server's stand-in (Release)"
    quietly "the build" dotnet build "$stand_in" -c Release --nologo -v quiet
    touch "$built"
}

run_tests() {
    need_sdk
    say "building everything (Release)"
    quietly "the build" dotnet build "$root/Astra.sln" -c Release --nologo -v quiet
    local passed=0 failed=0 skipped=0 broken=0 suite name output count
    for suite in "$root"/tests/*.Tests; do
        name="$(basename "$suite")"
        [ -f "$suite/$name.csproj" ] || continue
        say "$name"
        output="$(mktemp)"
        # One suite after another: some measure allocations or kill processes and want the machine for themselves.
        "$suite/bin/Release/net10.0/$name" --no-ansi --progress off >"$output" 2>&1 || broken=1
        grep -vE '^ *$|^xUnit.net' "$output" || true
        count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$output" | tail -n 1; }
        if [ -z "$(count succeeded)" ]; then
            say "$name ended without a summary"
            failed=$((failed + 1))
        fi
        passed=$((passed + $(count succeeded || true) + 0))
        failed=$((failed + $(count failed || true) + 0))
        skipped=$((skipped + $(count skipped || true) + 0))
        rm -f "$output"
    done
    [ "$broken" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] || exit 1
}

case "${1:-}" in
    '' | --*)
        if [ "${1:-}" = --help ]; then usage; exit 0; fi
        build_cli
        [[ " $* " == *" --journal "* ]] || set -- --journal "$root/.astra/run" "$@"
        exec "$binary" run "$@"
        ;;
    astra) shift; build_cli silent; exec "$binary" "$@" ;;
    bench) shift; build_cli; exec "$binary" bench "$@" ;;
    drill)
        shift
        build_cli
        [[ " $* " != *" --mirror "* ]] || build_stand_in
        exec "$binary" drill kill "$@"
        ;;
    test) run_tests ;;
    help | -h) usage ;;
    *)
        say "there is no '$1'"
        usage >&2
        exit 2
        ;;
esac
