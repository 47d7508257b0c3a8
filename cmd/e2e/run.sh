#!/bin/sh
# Runs the browser tests on bin/daftar: finds a Chromium, or gets Debian's where that is possible. Without one the tests
# are skipped with a notice, or, with CI=true, failed: a check that silently did not run would count as passed.
set -eu
cd "$(dirname "$0")"
daftar=$(cd ../.. && pwd)/bin/daftar

# works tells whether a command is a browser that starts: some systems have a chromium-browser that only tells how to
# get one.
works() {
	command -v "$1" >/dev/null 2>&1 && "$1" --version >/dev/null 2>&1
}

find_chromium() {
	for name in chromium chromium-browser google-chrome chrome; do
		if works "$name"; then
			command -v "$name"
			return
		fi
	done
	return 1
}

# as_root runs a command as root, where that needs no password.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

install_chromium() {
	command -v apt-get >/dev/null 2>&1 && as_root true 2>/dev/null || return 1
	echo "make: no Chromium found, installing Debian's" >&2
	# A mirror that is down must not hide that the others have the package.
	as_root apt-get -qq update >/dev/null 2>&1 || true
	# A font comes with it: without one text has no size, and tests of widths and targets would measure nothing.
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install chromium fonts-dejavu-core >/dev/null 2>&1
}

if [ ! -x "$daftar" ]; then
	echo "make: no $daftar to test; build it with \"make build\"" >&2
	exit 1
fi
if [ -n "${CHROMIUM:-}" ]; then
	if ! works "$CHROMIUM"; then
		echo "make: CHROMIUM=$CHROMIUM is not a browser that starts" >&2
		exit 1
	fi
else
	CHROMIUM=$(find_chromium) || { install_chromium && CHROMIUM=$(find_chromium); } || CHROMIUM=
fi
if [ -z "$CHROMIUM" ] && [ "${CI:-}" = true ]; then
	echo "make: no Chromium found and none could be installed, and with CI=true browser tests are not skipped; set CHROMIUM to one" >&2
	exit 1
fi
if [ -z "$CHROMIUM" ]; then
	echo "==============================================================================" >&2
	echo "SKIPPED: browser tests: no Chromium found and none could be installed." >&2
	echo "Install chromium, or set CHROMIUM to one, and run \"make e2e\"." >&2
	echo "==============================================================================" >&2
	exit 0
fi
# Without a list of packages go test shows what the tests print, so that a skipped part of them is seen.
DAFTAR=$daftar CHROMIUM=$CHROMIUM exec go test -count=1
