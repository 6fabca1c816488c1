import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { cleanKey } from "../../../../src/core/credentials/cleanKey.ts";

describe("cleanKey", () => {
  const key = "pk_live_A1-b.c";
  for (const pasted of [
    key,
    ` ${key}\u00a0 `,
    `"${key}"`,
    `'${key}'`,
    `\`${key}\``,
    `“${key}”`,
    `POOF_API_KEY=${key}`,
    `POOF_API_KEY="${key}"`,
    `POOF_API_KEY = '${key}'`,
    `export POOF_API_KEY=${key}`,
    `export POOF_API_KEY="${key}";`,
    `set POOF_API_KEY=${key}`,
    `$env:POOF_API_KEY="${key}"`,
    `poof_api_key: ${key}`,
    `KEY=${key}`,
    `NAME=${key}`,
    `"NAME=${key}"`,
    `"${key}",`,
    `'${key}';`,
    `POOF_API_KEY = "${key}" # production`,
    `Bearer ${key}`,
    `Authorization: Bearer ${key}`,
    `\u200b${key}\u200b`,
    `\ufeff"pk_live\u2060_A1-b.c"`,
  ]) {
    it(`cleanKey finds the key in ${JSON.stringify(pasted)}`, () => assert.equal(cleanKey(pasted), key));
  }

  for (const same of [
    "c2VjcmV0X2tleQ==",
    "AB_CD==",
    "user:password",
    "sk-or-v1-0=1",
    "key-with=sign",
    "ABC=def",
    '"',
    '""',
    "'a",
    "pk;",
    "a b",
    "a\n",
    "",
  ]) {
    it(`cleanKey leaves ${JSON.stringify(same)}`, () => assert.equal(cleanKey(same), same));
  }
});
