#!/bin/sh
# Runs the browser tests on bin/daftar with Chromium. As root on Debian or Ubuntu it installs a missing Chromium. Elsewhere
# the tests are skipped with a notice, or fail with CI=true: there a check that did not run must not count as passed.
set -eu
cd "$(dirname "$0")"
daftar=$(cd ../.. && pwd)/bin/daftar
results=${RESULTS:-$(cd ../.. && pwd)/bin/test}
mkdir -p "$results"

# starts reports whether a command is a browser that runs: some systems ship a chromium-browser that only prints advice.
starts() {
	command -v "$1" >/dev/null 2>&1 && "$1" --version >/dev/null 2>&1
}

find_chromium() {
	for name in chromium chromium-browser google-chrome chrome; do
		if starts "$name"; then
			command -v "$name"
			return
		fi
	done
	return 1
}

install_chromium() {
	[ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
	echo "make: installing Debian's chromium for the browser tests" >&2
	# The package may be available although one of several mirrors is down.
	apt-get -qq update >/dev/null 2>&1 || true
	# Without a font text has no size, and tests of widths and click targets would measure nothing.
	DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install chromium fonts-dejavu-core >/dev/null 2>&1
}

if [ ! -x "$daftar" ]; then
	echo "make: $daftar does not exist; run \"make build\" first" >&2
	exit 1
fi
if [ -n "${CHROMIUM:-}" ]; then
	if ! starts "$CHROMIUM"; then
		echo "make: CHROMIUM=$CHROMIUM does not start" >&2
		exit 1
	fi
else
	CHROMIUM=$(find_chromium) || { install_chromium && CHROMIUM=$(find_chromium); } || CHROMIUM=
fi
if [ -z "$CHROMIUM" ] && [ "${CI:-}" = true ]; then
	echo "make: no Chromium found, and with CI=true the browser tests must run; install it or set CHROMIUM" >&2
	exit 1
fi
if [ -z "$CHROMIUM" ]; then
	echo "browser tests: no Chromium found; install it with \"apt-get install chromium\" as root, or set CHROMIUM" | tee "$results/e2e.skipped" >&2
	exit 0
fi
export DAFTAR="$daftar" CHROMIUM
exec ${GOTESTSUM:-go run gotest.tools/gotestsum@v1.13.0} --jsonfile "$results/e2e.json" -- -count=1 -timeout "${TEST_TIMEOUT:-40m}" .
