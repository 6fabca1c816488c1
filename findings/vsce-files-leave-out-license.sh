#!/usr/bin/env bash
# @vscode/vsce 4.1.0 leaves LICENSE and CHANGELOG.md out of a package whose manifest has a "files" list.
#
# npm always packs README, LICENSE and package.json, whatever "files" says. vsce reads the same field, and always packs
# README.md, but neither LICENSE nor CHANGELOG.md: the published extension then has no licence text and no "Changelog" tab.
# "vsce package" warns that LICENSE was "not found", though it is there, and goes on; about the other it says nothing.
# Without "files", both are in. So "files" has to name them.
# Source: the output of this script (vsce ls and package, beside npm pack --dry-run).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

npm install --ignore-scripts --no-audit --no-fund --silent @vscode/vsce@4.1.0
mkdir -p extension/dist && cd extension
cat > package.json <<'END'
{
  "name": "x", "publisher": "p", "version": "1.0.0", "license": "MIT", "engines": { "vscode": "^1.105.0" },
  "activationEvents": ["onStartupFinished"], "main": "./dist/x.js", "files": ["dist"]
}
END
echo "exports.activate = () => {};" > dist/x.js
for file in LICENSE README.md CHANGELOG.md; do echo "# text" > "$file"; done
vsce=$(../node_modules/.bin/vsce ls --no-dependencies | sort | xargs)
npm=$(npm pack --dry-run --json | node -p 'JSON.parse(fs.readFileSync(0)).flatMap((p) => p.files.map((f) => f.path)).sort().join(" ")')
packed=$(../node_modules/.bin/vsce package --no-dependencies --allow-missing-repository --out ../x.vsix < /dev/null 2>&1)
node -e 'const m = require("./package.json"); delete m.files; fs.writeFileSync("package.json", JSON.stringify(m))'
all=$(../node_modules/.bin/vsce ls --no-dependencies | sort | xargs)
echo "vsce with files: $vsce"
echo "npm with files:  $npm"
echo "vsce without:    $all"
echo "$packed" | grep "LICENSE.* not found"
case " $vsce " in *LICENSE* | *CHANGELOG*) exit 1 ;; esac
case " $vsce " in *README.md*) ;; *) exit 1 ;; esac
case " $npm " in *LICENSE*) ;; *) exit 1 ;; esac
case " $all " in *LICENSE*) ;; *) exit 1 ;; esac
