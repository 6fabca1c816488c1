#!/usr/bin/env bash
# openai 7.59.0 declares the amounts of organization costs as numbers, and gives text.
#
# The organization's costs come with amounts such as "0.0132" as text (a user's reply in steipete/CodexBar issue 999). The
# types say number, and the client passes the text on: adding up the amounts, which the types allow, joins the texts.
# Source: the output of this script; the types of the package, OrganizationCostsResult.Amount.value.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' > package.json

npm install --ignore-scripts --no-audit --no-fund --silent openai@7.59.0
cat > test.mjs <<'END'
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import OpenAI from "openai";
const result = (value) => ({ object: "organization.costs.result", amount: { value, currency: "usd" } });
const body = {
  object: "page",
  data: [
    { object: "bucket", start_time: 1793491200, end_time: 1793577600, results: [result("0.0132"), result("1.5")] },
  ],
  has_more: false,
  next_page: null,
};
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseURL = `http://127.0.0.1:${server.address().port}/v1`;
const client = new OpenAI({ apiKey: "key", adminAPIKey: "key", baseURL });
const page = await client.admin.organization.usage.costs({ start_time: 1793491200 });
server.close();
const values = page.data.flatMap(({ results }) => results.map(({ amount }) => amount.value));
const types = readFileSync("node_modules/openai/resources/admin/organization/usage.d.ts", "utf8");
const declared = /interface OrganizationCostsResult \{[\s\S]*?interface Amount \{[\s\S]*?value\?: (\w+);/.exec(types)?.[1];
console.log(`declared ${declared}, given ${typeof values[0]}, sum ${values.reduce((a, b) => a + b, 0)}`);
END
seen=$(node test.mjs)
echo "openai 7.59.0: $seen"
[ "$seen" = "declared number, given string, sum 00.01321.5" ]
