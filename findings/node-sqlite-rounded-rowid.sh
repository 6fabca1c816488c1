#!/usr/bin/env bash
# node:sqlite of Node 24.21.0 rounds lastInsertRowid beyond 2^53 without an error, but refuses to read the same number.
#
# A row with the id 9007199254740993 is written: run() returns lastInsertRowid 9007199254740992, one less. Reading that
# column throws ERR_OUT_OF_RANGE, which is what protects from rounding elsewhere. With setReadBigInts(true) on the statement
# that writes, run() returns the exact BigInt.
# Source: the output of this script; the documentation ties both to setReadBigInts() and mentions no rounding.
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
database.exec("CREATE TABLE t (id INTEGER PRIMARY KEY)");
const insert = database.prepare("INSERT INTO t VALUES (9007199254740993)");
const rounded = insert.run().lastInsertRowid;
let reading = "read";
try {
  database.prepare("SELECT id FROM t").get();
} catch (error) {
  reading = error.code;
}
database.exec("DELETE FROM t");
insert.setReadBigInts(true);
console.log([rounded, reading, insert.run().lastInsertRowid].join("; "));
END
seen=$("$(node_of 24.21.0)" --no-warnings test.mjs)
echo "24.21.0: $seen"
[ "$seen" = "9007199254740992; ERR_OUT_OF_RANGE; 9007199254740993" ]
