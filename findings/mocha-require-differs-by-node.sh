#!/usr/bin/env bash
# mocha 12.0.3: require("mocha") returns the class in Node 24.21.0, and an object with "default" in 22.19.0.
#
# mocha 12 is an ES module that names what require returns by an export called "module.exports". Node 24 follows that name;
# Node 22.19.0, which mocha's "engines" allow, knows require of ES modules but not the name. So "new (require('mocha'))()"
# works in one and throws "not a constructor" in the other. VS Code 1.105 runs tests in that Node.
# Source: the output of this script; Node's documentation of require(esm).
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

npm install --ignore-scripts --no-audit --no-fund --silent mocha@12.0.3
echo 'const mocha = require("mocha"); console.log(typeof mocha, typeof mocha.default);' > test.cjs
old=$("$(node_of 22.19.0)" --no-warnings test.cjs)
new=$("$(node_of 24.21.0)" --no-warnings test.cjs)
echo "22.19.0: $old"
echo "24.21.0: $new"
[ "$old" = "object function" ] && [ "$new" = "function undefined" ]
