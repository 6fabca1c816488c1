#!/usr/bin/env bash
# tinify 1.8.3 tells the compressions of one key after another key was set.
#
# Tinify counts the compressions of a month, and each reply says the number in a header; the package keeps it in
# `tinify.compressionCount`. Setting `tinify.key` makes a new client but leaves the number: until the first reply to the new
# key, and also after one that has no such header, such as the refusal of a wrong key, the number is that of the other
# account. A program that looks after two accounts takes it for the second one's.
# Source: the output of this script; lib/tinify.js (the setter) and lib/tinify/Client.js (the header) of the package.
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
const server = createServer(tls, ({ headers }, response) => {
  const isFirst = Buffer.from(headers.authorization.slice("Basic ".length), "base64").toString() === "api:first";
  // A valid key without an image is answered with 400, a wrong one with 401 and without a count.
  const body = { error: isFirst ? "Input missing" : "Unauthorized", message: "…" };
  const count = isFirst ? { "compression-count": "480" } : {};
  response.writeHead(isFirst ? 400 : 401, { "content-type": "application/json", ...count }).end(JSON.stringify(body));
});
server.listen(0, "127.0.0.1", async () => {
  tinify.Client.API_ENDPOINT = `https://127.0.0.1:${server.address().port}`;
  tinify.Client.CA_BUNDLE = tls.cert;
  tinify.key = "first";
  await tinify.validate();
  const first = tinify.compressionCount;
  tinify.key = "second";
  const second = tinify.compressionCount;
  const refusal = await tinify.validate().catch((error) => error.status);
  console.log(`first key: ${first}; second key set: ${second}; second key refused (${refusal}): ${tinify.compressionCount}`);
  server.close();
  server.closeAllConnections();
});
END
seen=$(node test.cjs)
echo "tinify 1.8.3: $seen"
[ "$seen" = "first key: 480; second key set: 480; second key refused (401): 480" ]
