#!/usr/bin/env bash
# tinify 1.8.3 calls a key valid when the request was refused with 403, 404 or 407.
#
# `tinify.validate()` sends a request without an image, which the provider answers with 400 where the key is valid and with
# 401 where it is not. The package takes every status from 400 to 499 except 401 for the first case, and 429 too: a blocked
# account, a wrong address and a proxy that wants a password all count as a valid key.
# Source: the output of this script; `validate` in lib/tinify.js and `create` in lib/tinify/Error.js of the package.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

npm install --ignore-scripts --no-audit --no-fund --silent tinify@1.8.3
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj "/CN=localhost" \
  -addext "subjectAltName=IP:127.0.0.1" 2> /dev/null
cat > test.cjs <<'END'
const { readFileSync } = require("node:fs");
const { createServer } = require("node:https");
const tinify = require("tinify").default;
const tls = { key: readFileSync("key.pem"), cert: readFileSync("cert.pem") };
const statuses = [400, 401, 403, 404, 407, 429];
const left = [...statuses];
const server = createServer(tls, (_request, response) => {
  const status = left.shift();
  response.writeHead(status, { "content-type": "application/json" }).end('{ "error": "Refused", "message": "No." }');
});
server.listen(0, "127.0.0.1", async () => {
  tinify.Client.API_ENDPOINT = `https://127.0.0.1:${server.address().port}`;
  tinify.Client.CA_BUNDLE = tls.cert;
  tinify.key = "any";
  const seen = [];
  for (const status of statuses) {
    const isValid = await tinify.validate().then(() => true, () => false);
    seen.push(`${status} ${isValid ? "valid" : "refused"}`);
  }
  console.log(seen.join(", "));
  server.close();
  server.closeAllConnections();
});
END
seen=$(node test.cjs)
echo "tinify 1.8.3: $seen"
[ "$seen" = "400 valid, 401 refused, 403 valid, 404 valid, 407 valid, 429 valid" ]
