#!/usr/bin/env bash
# ofetch 1.5.1 asks again at once after a 429 with "Retry-After: 60".
#
# Its documentation lists 429 among the codes that are tried again. It does not say that Retry-After is ignored: with default
# options a server that asks for a minute gets the second request within milliseconds, and providers count it.
# Only retry: 0 prevents that; retryDelay is a fixed time or a function of the context.
# Source: the output of this script; README of ofetch, "Auto Retry".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

npm install --ignore-scripts --no-audit --no-fund --silent ofetch@1.5.1
cat > test.mjs <<'END'
import { createServer } from "node:http";
import { ofetch } from "ofetch";
const times = [];
const server = createServer((_request, response) => {
  times.push(performance.now());
  response.writeHead(429, { "retry-after": "60" }).end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
await ofetch(url).catch(() => undefined);
const [first, second] = times;
await ofetch(url, { retry: 0 }).catch(() => undefined);
server.close();
console.log(`${times.length - 1} requests, the second ${second - first < 5000 ? "at once" : "later"}; with retry 0: 1 request`);
END
seen=$(node test.mjs)
echo "ofetch 1.5.1: $seen"
[ "$seen" = "2 requests, the second at once; with retry 0: 1 request" ]
