#!/bin/sh
# Prints what "make test" skipped and why, from the results that the test runs left in the folder $1: NAME.skipped holds
# a line for a whole run, NAME.json the events of go test -json.
set -eu
list=$(
	for f in "$1"/*.skipped; do
		[ -e "$f" ] && cat "$f"
	done
	for f in "$1"/*.json; do
		[ -e "$f" ] || continue
		awk '
			function field(name,  at, s) {
				at = index($0, "\"" name "\":\"")
				if (!at) return ""
				s = substr($0, at + length(name) + 4)
				if (!match(s, /^([^"\\]|\\.)*"/)) return ""
				return substr(s, 1, RLENGTH - 1)
			}
			{ key = field("Package") " " field("Test") }
			field("Action") == "output" && match(field("Output"), /_test\.go:[0-9]+: /) {
				s = field("Output"); sub(/^.*_test\.go:[0-9]+: /, "", s); sub(/\\n$/, "", s); gsub(/\\"/, "\"", s); reason[key] = s
			}
			field("Action") == "skip" && field("Test") != "" { print key ": " reason[key] }
		' "$f"
	done | sort -u
)
if [ -n "$list" ]; then
	echo "Skipped:"
	echo "$list" | sed 's/^/  /'
else
	echo "Nothing was skipped."
fi
