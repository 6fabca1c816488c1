#!/usr/bin/env bash
# node:sqlite of Node 24.21.0 stores NULL for a Date as the first value, and says that a row was written.
#
# A first argument that is an object counts as a set of named parameters. A Date is an object without any, so
# run(new Date(0)) binds nothing, and the anonymous parameter stays NULL: no error, changes is 1. A Date as the second
# value throws "cannot be bound". An empty object as the first value would be as silent.
# Source: the output of this script; the documentation says only that an object maps named parameters.
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
database.exec("CREATE TABLE t (x, y)");
const { changes } = database.prepare("INSERT INTO t VALUES (?, 'y')").run(new Date(0));
const { x } = database.prepare("SELECT x FROM t").get();
let second = "accepted";
try {
  database.prepare("INSERT INTO t VALUES (?, ?)").run("x", new Date(0));
} catch (error) {
  second = error.message;
}
console.log(`changes ${changes}, stored ${x}; as the second value: ${second}`);
END
seen=$("$(node_of 24.21.0)" --no-warnings test.mjs)
echo "24.21.0: $seen"
case "$seen" in "changes 1, stored null; as the second value: "*"cannot be bound"*) ;; *) exit 1 ;; esac
