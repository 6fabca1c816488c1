#!/usr/bin/env bash
# Node 22.19.0 cannot bind a numbered parameter (?1) by position; 22.20.0 can.
#
# SQLite's "?1" is a parameter with a number, and Node's documentation binds anonymous parameters by position. In 22.19.0,
# prepare("SELECT ?1 AS x").get("a") throws "column index out of range", while "SELECT ? AS x" works. In 22.20.0 both give
# "a". VS Code 1.105 runs extensions in 22.19.0, so an extension tested in a newer Node loses all such statements there.
# Source: nodejs/node#59340.
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
const get = (sql) => {
  try {
    return database.prepare(sql).get("a").x;
  } catch (error) {
    return error.message;
  }
};
console.log([get("SELECT ? AS x"), get("SELECT ?1 AS x")].join("; "));
END
old=$("$(node_of 22.19.0)" --no-warnings test.mjs)
new=$("$(node_of 22.20.0)" --no-warnings test.mjs)
echo "22.19.0: $old"
echo "22.20.0: $new"
[ "$old" = "a; column index out of range" ] && [ "$new" = "a; a" ]
