#!/usr/bin/env bash
# @vscode/vsce 4.1.0 with SOURCE_DATE_EPOCH packs other bytes in another time zone, and with another umask.
#
# With SOURCE_DATE_EPOCH vsce gives every file the same instant, so that two packs of the same files are the same bytes. But a
# zip has local times without a zone, and yazl writes those of the machine; and files that a build made have the permissions of
# its umask. Two people who build one commit get different packages, unless both set TZ and the permissions.
# Source: the output of this script (one folder, packed four times).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

npm install --ignore-scripts --no-audit --no-fund --silent @vscode/vsce@4.1.0
mkdir extension && cd extension
echo '{ "name": "x", "publisher": "p", "version": "1.0.0", "engines": { "vscode": "^1.105.0" } }' > package.json
echo text > x.txt
export SOURCE_DATE_EPOCH=1700000000
pack() {
  TZ=$1 ../node_modules/.bin/vsce package --no-dependencies --allow-missing-repository --skip-license --out ../x.vsix \
    < /dev/null > /dev/null 2>&1
  sha256sum < ../x.vsix
}
utc=$(pack UTC)
again=$(pack UTC)
tokyo=$(pack Asia/Tokyo)
chmod 600 x.txt
private=$(pack UTC)
echo "UTC:          $utc"
echo "UTC again:    $again"
echo "Tokyo:        $tokyo"
echo "UTC, umask 77: $private"
[ "$utc" = "$again" ]
[ "$utc" != "$tokyo" ]
[ "$utc" != "$private" ]
