#!/usr/bin/env bash
# zod 4.6.7: building one schema of "zod" changes the messages of every schema of "zod/mini" in the process.
#
# zod/mini brings no texts, so that bundles stay small: a wrong type is "Invalid input". As soon as any module of the process
# calls z.string() of "zod", the same mini schema, built before, says "Invalid input: expected string, received number".
# Importing "zod" alone changes nothing. Whoever shows or compares these messages gets others in tests than in the product.
# Source: the output of this script; the documentation says that zod/mini has no locale of its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

npm install --ignore-scripts --no-audit --no-fund --silent zod@4.6.7
cat > test.mjs <<'END'
import * as mini from "zod/mini";
const schema = mini.object({ a: mini.string() });
const message = () => schema.safeParse({ a: 1 }).error.issues[0].message;
const before = message();
const classic = await import("zod");
const imported = message();
classic.string();
console.log([before, imported, message()].join("; "));
END
seen=$(node test.mjs)
echo "zod 4.6.7: $seen"
[ "$seen" = "Invalid input; Invalid input; Invalid input: expected string, received number" ]
