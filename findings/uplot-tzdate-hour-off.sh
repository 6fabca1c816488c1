#!/usr/bin/env bash
# uPlot 1.6.32: tzDate(date, "UTC") is an hour off around the clock changes of the machine's own time zone.
#
# uPlot.tzDate returns a Date whose getters give the time in another zone; axes with a tzDate option are labelled by it. On a
# machine in New York, 2026-11-01T05:30Z, half an hour before the clocks go back there, gives hour 4, though it is 5 in UTC;
# 2026-03-08T02:30Z gives 3 instead of 2. On a machine in UTC both are right. UTC itself has no clock change.
# For UTC it adds the offset of the machine's zone at that instant; past the clock change, the getters use the other offset.
# Source: the output of this script.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

npm install --ignore-scripts --no-audit --no-fund --silent uplot@1.6.32
cat > test.mjs <<'END'
import uPlot from "uplot";
const hour = (text) => uPlot.tzDate(new Date(text), "UTC").getHours();
console.log(["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2026-03-08T02:30:00Z"].map(hour).join(" "));
END
there=$(TZ=America/New_York node test.mjs)
here=$(TZ=UTC node test.mjs)
echo "in New York: $there"
echo "in UTC:      $here"
[ "$there" = "4 6 3" ] && [ "$here" = "5 6 2" ]
