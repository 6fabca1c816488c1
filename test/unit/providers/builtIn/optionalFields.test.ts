import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isRetriedHourly, needsUserAction } from "../../../../src/core/readings/failure.ts";
import type { Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { coals } from "../../../../src/providers/builtIn/coals.ts";
import { depicta } from "../../../../src/providers/builtIn/depicta.ts";
import { easySlip } from "../../../../src/providers/builtIn/easySlip.ts";
import { poof } from "../../../../src/providers/builtIn/poof.ts";
import { richUtilities } from "../../../../src/providers/builtIn/richUtilities/richUtilities.ts";
import type { Adapter } from "../../../../src/providers/provider.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { type Reply, readWith } from "../../../helpers/providerReply.ts";
import { failureFrom } from "../../../helpers/providerSuite.ts";

const secret = "key_0123456789abcdef";

const text = ["7", "true", "[]", "{}"];
const number = ["true", "[]", "{}", '"many"', '"1,5"', '"NaN"', "1e999"];
const flag = ['"yes"', "1", "[]", "{}"];
const date = ['"soon"', "true", "[]", "{}", '"2027-13-01"', '"2027-02-30T00:00:00Z"'];

/** Provider, adapter, good reply, and the fields that a reading can do without, with values of other types. */
const providers: readonly (readonly [
  string,
  Adapter,
  string,
  Readonly<Record<string, readonly string[]>>,
])[] = [
  ["Poof", poof, "poof/good.json", { organizationId: text, plan: text, autoRechargeThreshold: number }],
  [
    "Depicta",
    depicta,
    "depicta/good.json",
    {
      "user.held_eur": number,
      "user.credit_limit_cents": number,
      "user.credits_expire_at": date,
      "user.email_verified": flag,
      "user.free_trial_pending_eur": number,
      "user.pending_credit_notice": flag,
      "user.two_factor_enabled": flag,
    },
  ],
  [
    "Rich Utilities",
    richUtilities,
    "richUtilities/credits.json",
    {
      balance: number,
      reserved: number,
      auto_reload_enabled: flag,
      auto_reload_threshold: number,
      auto_reload_amount: number,
    },
  ],
  [
    "EasySlip",
    easySlip,
    "easySlip/good.json",
    { "data.application": text, "data.usedQuota": number, "data.maxQuota": number, "data.expiredAt": date },
  ],
  [
    "COALS",
    coals,
    "coals/good.json",
    {
      "data.plan_type": text,
      "data.quota_monthly": number,
      "data.used_this_month": number,
      "data.max_file_size": number,
    },
  ],
];

async function readReply(adapter: Adapter, reply: Reply): Promise<{ snapshot: Snapshot; ignored: string[] }> {
  const ignored: string[] = [];
  const read = readWith(secret, (access) =>
    adapter.read({ ...access, onIgnoredFields: (fields) => ignored.push(...fields) }),
  );
  const { outcome } = await read(reply);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return { snapshot: outcome.value, ignored };
}

/** JSON text with the field at a dotted path replaced by other JSON text; `undefined` removes it. */
function replaceAt(body: string, path: string, value: string | undefined): string {
  const root = JSON.parse(body);
  const names = path.split(".");
  const last = names.pop() ?? "";
  const parent = names.reduce((record, name) => record[name], root);
  delete parent[last];
  if (value !== undefined) parent[last] = "the new value";
  return JSON.stringify(root).replace('"the new value"', value ?? "");
}

const remaining = ({ meters }: Snapshot) => meters.map(({ id, remaining: left, unit }) => [id, left, unit]);

for (const [name, adapter, file, fields] of providers) {
  const good = fixture(file);

  describe(`${name}'s optional fields`, () => {
    for (const [path, values] of Object.entries(fields)) {
      it(`${name} reads the balance, whatever type ${path} has, and reports the field`, async () => {
        const expected = await readReply(adapter, { body: good });
        const without = await readReply(adapter, { body: replaceAt(good, path, undefined) });
        assert.deepEqual(remaining(without.snapshot), remaining(expected.snapshot));
        assert.deepEqual([expected.ignored, without.ignored], [[], []]);
        for (const value of values) {
          const { snapshot, ignored } = await readReply(adapter, { body: replaceAt(good, path, value) });
          assert.deepEqual([snapshot, ignored], [without.snapshot, [path]], value);
        }
        const { snapshot, ignored } = await readReply(adapter, { body: replaceAt(good, path, "null") });
        assert.deepEqual([snapshot, ignored], [without.snapshot, []], "null");
      });
    }
  });

  describe(`${name}'s errors`, () => {
    for (const [form, body] of [
      ["a text", '"The key is not valid."'],
      ["a detail", '{"detail":"The key is not valid."}'],
      ["an array", '[{"message":"The key is not valid."}]'],
      ["an array of texts", '{"errors":["The key is not valid."]}'],
      ["an array of errors", '{"errors":[{"title":"The key is not valid."}]}'],
      ["a nested error", '{"error":{"description":"The key is not valid."}}'],
    ] as const) {
      it(`${name} keeps the reason of an error that is ${form}`, async () => {
        for (const status of [400, 401, 403, 429, 500]) {
          const read = readWith(secret, adapter.read);
          const failure = await failureFrom(read, { status, body });
          assert.equal(failure && "text" in failure ? failure.text : undefined, "The key is not valid.");
          const kinds: Record<number, string> = { 401: "keyRejected", 403: "forbidden", 429: "rateLimited" };
          assert.equal(failure?.kind, kinds[status] ?? "providerError");
        }
      });
    }

    it(`${name} takes a page or an empty body under 401 and 403 for no word about the key`, async () => {
      const read = readWith(secret, adapter.read);
      for (const status of [401, 403]) {
        for (const [body, reason] of [
          ["", "empty"],
          ["<!doctype html><title>Attention required</title>", "html"],
          ["  <html></html>", "html"],
        ] as const) {
          const headers = body === "" ? {} : { "content-type": "text/html; charset=utf-8" };
          const failure = await failureFrom(read, { status, headers, body });
          assert.deepEqual(failure, { kind: "badResponse", reason, status });
          assert.equal(needsUserAction("badResponse"), false);
        }
        const genuine = await failureFrom(read, { status, body: "{}" });
        assert.equal(genuine && isRetriedHourly(genuine), status === 401);
      }
    });
  });
}

describe("expiry dates of built-in providers", () => {
  const expiring = [
    ["Depicta", depicta, "depicta/good.json", "user.credits_expire_at"],
    ["EasySlip", easySlip, "easySlip/good.json", "data.expiredAt"],
  ] as const;
  const dates: readonly (readonly [string, string | undefined])[] = [
    ['"2027-03-04T05:06:07+07:00"', "2027-03-03T22:06:07.000Z"],
    ['"2027-03-04 05:06:07"', "2027-03-04T05:06:07.000Z"],
    ['"2027-03-04 05:06:07 UTC"', "2027-03-04T05:06:07.000Z"],
    ['"2027-03-04T05:06:07.123456+00"', "2027-03-04T05:06:07.123Z"],
    ['"2027-03-04"', "2027-03-04T00:00:00.000Z"],
    ['"Thu, 04 Mar 2027 05:06:07 GMT"', "2027-03-04T05:06:07.000Z"],
    ["1804136767", "2027-03-04T05:06:07.000Z"],
    ["1804136767000", "2027-03-04T05:06:07.000Z"],
    ["0", undefined],
    ["-1", undefined],
    ['""', undefined],
    ['"never"', undefined],
    ['"Never"', undefined],
    ['"0001-01-01T00:00:00Z"', undefined],
    ['"1970-01-01T00:00:00Z"', undefined],
    ['"9999-12-31T23:59:59Z"', undefined],
    ["253402300799", undefined],
    ['"0000-00-00 00:00:00"', undefined],
  ];
  for (const [name, adapter, file, path] of expiring) {
    for (const [value, instant] of dates) {
      it(`${name} reads the expiry ${value} as ${instant ?? "none"}`, async () => {
        const { snapshot, ignored } = await readReply(adapter, {
          body: replaceAt(fixture(file), path, value),
        });
        assert.deepEqual([snapshot.expiresAt, ignored], [instant, []]);
      });
    }
  }
});

describe("unsuccessful replies under HTTP 200", () => {
  const reasons = [
    '{"detail":"No."}',
    '{"errors":["No."]}',
    '{"error":{"message":"No."}}',
    '{"error":"No."}',
  ];

  it("COALS keeps the reason of an unsuccessful reply in any form", async () => {
    const read = readWith(secret, coals.read);
    for (const reason of reasons) {
      const body = reason.replace("{", '{"success":false,');
      assert.deepEqual(await failureFrom(read, { body }), {
        kind: "providerError",
        status: 200,
        text: "No.",
      });
    }
  });

  it("EasySlip keeps the reason of an unsuccessful reply in any form", async () => {
    const read = readWith(secret, easySlip.read);
    for (const reason of reasons) {
      const body = reason.replace("{", '{"status":403,');
      assert.deepEqual(await failureFrom(read, { body }), { kind: "forbidden", status: 403, text: "No." });
    }
  });
});
