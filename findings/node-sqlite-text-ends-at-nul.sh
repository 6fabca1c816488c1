#!/usr/bin/env bash
# Node 22.20.0 reads a text of SQLite only up to its first U+0000; 24.21.0 reads all of it.
#
# "a\0b" is bound and stored as three bytes by both (length of the value as a BLOB: 3). Read back as text it is "a" in
# 22.20.0, without an error, and "a\0b" in 24.21.0. A program that compares a column in SQL with what it has read then
# never finds the row again, for example when it pages by the last row seen. A BLOB is read in full by both.
# Source: the output of this script; the documentation of node:sqlite does not mention it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

# The npm package `node` brings the program as a package for each platform.
node_of() {
  mkdir "$1" && echo '{ "private": true }' > "$1/package.json"
  npm install --prefix "$1" --ignore-scripts --no-audit --no-fund --silent "node@$1" >&2
  (cd "$1/node_modules/node" && node installArchSpecificPackage.js >&2)
  echo "$folder/$1/node_modules/node/bin/node"
}

cat > test.mjs <<'END'
import { DatabaseSync } from "node:sqlite";
const database = new DatabaseSync(":memory:");
database.exec("CREATE TABLE t (x TEXT)");
database.prepare("INSERT INTO t VALUES (?)").run("a\0b");
const { x, bytes } = database.prepare("SELECT x, CAST(x AS BLOB) AS bytes FROM t").get();
console.log(`${JSON.stringify(x)}, ${bytes.length} bytes`);
END
old=$("$(node_of 22.20.0)" --no-warnings test.mjs)
new=$("$(node_of 24.21.0)" --no-warnings test.mjs)
echo "22.20.0: $old"
echo "24.21.0: $new"
[ "$old" = '"a", 3 bytes' ] && [ "$new" = '"a\u0000b", 3 bytes' ]
