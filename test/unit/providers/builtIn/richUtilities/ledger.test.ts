import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { success } from "../../../../../src/core/readings/outcome.ts";
import { richUtilities } from "../../../../../src/providers/builtIn/richUtilities/richUtilities.ts";
import type { LedgerPageQuery } from "../../../../../src/providers/provider.ts";
import { fixture } from "../../../../helpers/fixture.ts";
import { occurrences, readWith } from "../../../../helpers/providerReply.ts";
import { failureFrom, itRejectsReplies, rewrite } from "../../../../helpers/providerSuite.ts";

const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExIn0.c2lnbmF0dXJl";
const first = { limit: 50, offset: 0 };

const readPage = (query: LedgerPageQuery = first) =>
  readWith(token, (access) => {
    assert.ok(richUtilities.readLedger);
    return richUtilities.readLedger(access, query);
  });

const entries = [
  {
    id: "1250000",
    type: "debit",
    meterId: "balance",
    amount: "-1.25",
    balanceAfter: "812.4",
    description: "OCR, 5 pages",
    reference: "job_9f2c41",
    metadata: '{"endpoint":"/v2/ocr","requests":5,"failed":0}',
    at: "2026-11-14T10:02:31.000Z",
  },
  {
    id: "1240000",
    type: "credit",
    meterId: "balance",
    amount: "500",
    balanceAfter: "813.65",
    description: "Auto reload",
    reference: "pay_3Qk81x",
    metadata: '{"reason":"auto_reload"}',
    at: "2026-11-14T09:41:02.000Z",
  },
  {
    id: "1230000",
    type: "adjustment",
    meterId: "balance",
    amount: "-0.0021",
    balanceAfter: "313.65",
    description: "Rounding correction",
    metadata: "{}",
    at: "2026-11-13T23:00:00.000Z",
  },
  {
    id: "1220000",
    type: "debit",
    meterId: "balance",
    amount: "-0.35",
    balanceAfter: "313.6521",
    description: "Merge PDF",
    reference: "job_9f2a07",
    metadata: '{"endpoint":"/v2/pdf/merge","requests":1,"failed":0}',
    at: "2026-11-13T17:20:09.000Z",
  },
];

const entry = (fields: Record<string, string> = {}) => {
  const all = { id: "1", type: '"debit"', amount: "1", created_at: '"2026-11-14T10:00:00Z"', ...fields };
  return `{${Object.entries(all).map(([name, value]) => `"${name}":${value}`)}}`;
};

async function entryFrom(fields: Record<string, string>) {
  const { outcome } = await readPage()({ body: `[${entry(fields)}]` });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value.entries[0];
}

describe("the Rich Utilities ledger", () => {
  const from = "2026-11-01T00:00:00.000Z";
  const to = "2026-12-01T00:00:00.000Z";
  const range = "from=2026-11-01T00%3A00%3A00.000Z&to=2026-12-01T00%3A00%3A00.000Z";
  const queries: readonly (readonly [query: LedgerPageQuery, search: string])[] = [
    [first, "limit=50&offset=0"],
    [{ limit: 100, offset: 2500 }, "limit=100&offset=2500"],
    [{ type: "credit", ...first }, "type=credit&limit=50&offset=0"],
    [{ type: "adjustment", from, to, limit: 1, offset: 7 }, `type=adjustment&${range}&limit=1&offset=7`],
  ];
  for (const [query, search] of queries) {
    it(`Rich Utilities' ledger is requested with ${JSON.stringify(query)} in the query`, async () => {
      const { request } = await readPage(query)({ body: "[]" });
      assert.equal(`${request.method} ${request.path}`, `GET /base/auth/account/ledger?${search}`);
      assert.equal(request.headers.authorization, `Bearer ${token}`);
      assert.equal(occurrences(request, token), 1);
    });
  }

  const envelopes: readonly (readonly [name: string, total?: number])[] = [
    ["ledger", 4],
    ["ledger-items", 4],
    ["ledger-ledger", 4],
    ["ledger-data-entries", 4],
    ["ledger-data"],
    ["ledger-array"],
  ];
  for (const [name, total] of envelopes) {
    it(`Rich Utilities' ledger is read from the envelope of ${name}.json`, async () => {
      const { outcome } = await readPage()({ body: fixture(`richUtilities/${name}.json`) });
      assert.deepEqual(outcome, success({ entries, ...(total === undefined ? {} : { total }) }));
    });
  }

  it("Rich Utilities' ledger is read from an envelope with the total outside", async () => {
    const { outcome } = await readPage()({ body: `{"data":[${entry()}],"total":"12"}` });
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.value.entries.length, outcome.value.total], [1, 12]);
  });

  it("Rich Utilities' ledger may be empty", async () => {
    const body = fixture("richUtilities/ledger-empty.json");
    assert.deepEqual((await readPage()({ body })).outcome, success({ entries: [], total: 0 }));
    assert.deepEqual((await readPage()({ body: '{"data":[]}' })).outcome, success({ entries: [] }));
    assert.deepEqual(
      (await readPage()({ body: '{"items":[],"total":null}' })).outcome,
      success({ entries: [] }),
    );
  });

  it("a ledger entry's sign follows from its type, whatever sign the amount is written with", async () => {
    const { outcome } = await readPage()({ body: fixture("richUtilities/ledger-signed.json") });
    assert.deepEqual(outcome, success({ entries, total: 4 }));
    const effects: readonly (readonly [type: string, amount: string, effect: string])[] = [
      ["debit", "2.50", "-2.5"],
      ["debit", "-2.50", "-2.5"],
      ["credit", "2.50", "2.5"],
      ["credit", "-2.50", "2.5"],
      ["adjustment", "2.50", "2.5"],
      ["adjustment", "-2.50", "-2.5"],
      ["debit", "0", "0"],
    ];
    for (const [type, amount, effect] of effects) {
      assert.equal((await entryFrom({ type: `"${type}"`, amount }))?.amount, effect, `${type} ${amount}`);
    }
  });

  it("a ledger entry of an undocumented type becomes an adjustment", async () => {
    const { outcome } = await readPage()({ body: fixture("richUtilities/ledger-unknown-type.json") });
    assert.ok(outcome.ok);
    assert.deepEqual(
      outcome.value.entries.slice(0, 2).map(({ type, amount }) => ({ type, amount })),
      [
        { type: "adjustment", amount: "1.25" },
        { type: "credit", amount: "500" },
      ],
    );
  });

  it("a ledger entry keeps every digit of its amount and balance", async () => {
    const fields = { amount: "0.123456789012345678901234567891", balance_after: "9007199254740993.1" };
    const read = await entryFrom(fields);
    assert.equal(read?.amount, `-${fields.amount}`);
    assert.equal(read?.balanceAfter, fields.balance_after);
    assert.equal((await entryFrom({ balance_after: "-0.5" }))?.balanceAfter, "-0.5");
    assert.equal((await entryFrom({ balance_after: "0" }))?.balanceAfter, "0");
  });

  it("a ledger entry keeps every digit and name of its metadata", async () => {
    const metadata =
      '{"cost":1.10,"id":9007199254740993,"far":1e999,"__proto__":{"a":[-0,1.0]},"text":"1.10"}';
    assert.equal((await entryFrom({ metadata }))?.metadata, metadata);
    assert.equal((await entryFrom({ metadata: "5.00" }))?.metadata, "5.00");
    assert.equal((await entryFrom({ metadata: "false" }))?.metadata, "false");
  });

  it("a ledger entry may have a number or text as its id", async () => {
    assert.equal((await entryFrom({ id: "9007199254740993" }))?.id, "9007199254740993");
    assert.equal((await entryFrom({ id: '"le_5"', reference: "77" }))?.id, "le_5");
    assert.equal((await entryFrom({ reference: "77" }))?.reference, "77");
  });

  it("a ledger entry omits values that are null or missing", async () => {
    const bare = {
      id: "1",
      type: "debit",
      meterId: "balance",
      amount: "-1",
      description: "",
      at: "2026-11-14T10:00:00.000Z",
    };
    const nulls = { balance_after: "null", description: "null", reference: "null", metadata: "null" };
    assert.deepEqual(await entryFrom({}), bare);
    assert.deepEqual(await entryFrom(nulls), bare);
  });

  it("a ledger entry keeps hostile text as it is, to be sanitized when it is shown", async () => {
    const body = fixture("richUtilities/ledger-hostile.json");
    const { outcome } = await readPage()({ body });
    assert.ok(outcome.ok);
    const written: { description: string; reference: string }[] = JSON.parse(body).entries;
    assert.deepEqual(
      outcome.value.entries.map(({ description, reference }) => ({ description, reference })),
      written.map(({ description, reference }) => ({ description, reference })),
    );
  });

  it("a ledger page may have eight mebibytes, other replies only one", async () => {
    const page = `[${entry({ description: `"${"x".repeat(3_000_000)}"` })}]`;
    assert.equal((await readPage()({ body: page })).outcome.ok, true);
    const credits = readWith(token, richUtilities.read);
    const tooLarge = (limitBytes: number) => ({ kind: "tooLarge", limitBytes });
    assert.deepEqual(await failureFrom(credits, { body: page }), tooLarge(1_048_576));
    const body = "[]".padEnd(8 * 1_048_576 + 1, " ");
    assert.deepEqual(await failureFrom(readPage(), { body }), tooLarge(8 * 1_048_576));
  });

  it("Rich Utilities' ledger reports a rejected token", async () => {
    const failure = await failureFrom(readPage(), {
      status: 401,
      body: fixture("richUtilities/error-401.json"),
    });
    assert.equal(failure?.kind, "keyRejected");
  });

  it("the ledger leaves out optional parts of an entry of another type, and reports each field once", async () => {
    const ignored: string[] = [];
    const odd = entry({ balance_after: '"?"', description: "7", reference: "[]" });
    const { outcome } = await readWith(token, (access) => {
      assert.ok(richUtilities.readLedger);
      return richUtilities.readLedger(
        { ...access, onIgnoredFields: (fields) => ignored.push(...fields) },
        first,
      );
    })({ body: `{"total":"many","entries":[${odd},${odd},${entry()}]}` });
    assert.ok(outcome.ok, JSON.stringify(outcome));
    const plain = await entryFrom({});
    assert.deepEqual(outcome.value, { entries: [plain, plain, plain] });
    assert.deepEqual(ignored, ["total", "entries.balance_after", "entries.description", "entries.reference"]);
  });

  const bad = (fields: Record<string, string>) => `{"items":[${entry()},${entry(fields)}]}`;
  itRejectsReplies("Rich Utilities' ledger", readPage(), [
    ["a type that is no text", bad({ type: "7" }), "wrongType", "entries.1.type"],
    ["an amount of another type", bad({ amount: "{}" }), "wrongType", "entries.1.amount"],
    ["an amount that is not finite", bad({ amount: "1e999" }), "notFinite", "entries.1.amount"],
    ["an id of another type", bad({ id: "null" }), "wrongType", "entries.1.id"],
    ["an invalid instant", bad({ created_at: '"yesterday"' }), "wrongType", "entries.1.created_at"],
    [
      "an entry without an amount",
      rewrite(`[${entry()}]`, { amount: undefined }),
      "missingField",
      "entries.0.amount",
    ],
    ["null for an entry", '{"entries":[null]}', "wrongType", "entries.0"],
    ["too many entries", `[${`${entry()},`.repeat(2000)}${entry()}]`, "tooMany", "entries"],
    ["no list at all", '{"total":4}', "missingField", "entries"],
    ["an object for the list", '{"entries":{}}', "missingField", "entries"],
    ["null in place of the object", "null", "missingField", "entries"],
  ]);
});
