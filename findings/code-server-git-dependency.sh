#!/usr/bin/env bash
# code-server 4.105.1 on npm cannot be installed from npm's registry alone; 4.139.1 can.
#
# The package has VS Code in lib/vscode with an npm-shrinkwrap.json, whose packages its install script fetches. In 4.105.1
# one of them, @parcel/watcher, is "resolved" to git+ssh://git@github.com/parcel-bundler/watcher.git at a commit, and its
# package.json names the same by "parcel-bundler/watcher#…": where only the registry can be reached, npm install of
# lib/vscode fails, though @parcel/watcher is on the registry. In 4.139.1 no package has a Git address.
# Source: the files of both packages, as this script reads them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

git_addresses() {
  npm pack --silent "code-server@$1" > /dev/null
  tar -xOzf "code-server-$1.tgz" package/lib/vscode/npm-shrinkwrap.json | { grep -o '"git+ssh://[^"#]*' || true; } | tr -d '"'
}
old=$(git_addresses 4.105.1)
new=$(git_addresses 4.139.1)
echo "4.105.1: ${old:-none}"
echo "4.139.1: ${new:-none}"
[ "$old" = "git+ssh://git@github.com/parcel-bundler/watcher.git" ] && [ "$new" = "" ]
