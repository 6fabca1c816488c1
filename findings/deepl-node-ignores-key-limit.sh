#!/usr/bin/env bash
# deepl-node 1.28.0 says that no limit is reached when the key's own limit is.
#
# A DeepL key can have a character limit below the account's. /v2/usage gives it as api_key_character_count and
# api_key_character_limit, and translations with the key are refused at 10,000 of 10,000. anyLimitReached() looks at the
# account alone, and the result has no field for the key. An account without any limit has no usage at all in the result,
# although the reply has its count.
# Source: the output of this script; DeepL's page "Usage and limits" for the fields.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

npm install --ignore-scripts --no-audit --no-fund --silent deepl-node@1.28.0
cat > test.mjs <<'END'
import { createServer } from "node:http";
import { Translator } from "deepl-node";
const replies = [
  {
    character_count: 20_000,
    character_limit: 500_000,
    api_key_character_count: 10_000,
    api_key_character_limit: 10_000,
  },
  { character_count: 151_629_018 },
];
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(replies.shift()));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const translator = new Translator("key", { serverUrl: `http://127.0.0.1:${server.address().port}` });
const limited = await translator.getUsage();
const unlimited = await translator.getUsage();
server.close();
console.log(
  `key used up: limit reached ${limited.anyLimitReached()}, fields ${Object.keys(limited).filter((name) => limited[name])};`,
  `without limit: usage ${unlimited.character === undefined ? "absent" : "present"}`,
);
END
seen=$(node test.mjs)
echo "deepl-node 1.28.0: $seen"
[ "$seen" = "key used up: limit reached false, fields character; without limit: usage absent" ]
