import assert from "node:assert/strict";
import fc from "fast-check";
import { levelOf } from "../../src/core/accounts/accountStatus.ts";
import { isAmount } from "../../src/core/money/amount.ts";
import { formatExact } from "../../src/core/money/formatAmount.ts";
import { parseInstant } from "../../src/core/time/instant.ts";
import { parseAttempt } from "../../src/store/parseAttempt.ts";
import { parseStoredKey } from "../../src/store/secrets/storedKey.ts";
import { parseTree, stringifyTree } from "./helpers/jsonTree.ts";
import { mutatedJson } from "./helpers/mutatedJson.ts";
import { property } from "./helpers/property.ts";

const unit = { kind: "currency", code: "EUR" };
const attempts = [
  {
    source: "poof https://api.poof.bg/v1",
    reading: {
      snapshot: {
        meters: [
          { id: "a", label: "credits", unit, remaining: "12.5", used: "1", limit: null, held: "0.5" },
          {
            id: "b",
            label: "quota",
            unit: { kind: "requests" },
            remaining: null,
            resetsAt: "2026-12-01T00:00:00.000Z",
          },
        ],
        plan: "Pro",
        expiresAt: "2027-01-01T00:00:00.000Z",
        autoTopUp: { threshold: "5", amount: "10" },
        isBlocked: false,
        details: [{ label: "creditLimit", value: { kind: "amount", amount: "500", unit } }],
      },
      readAtMs: 1_794_650_700_000,
    },
    failures: 0,
    attemptedAtMs: 1_794_650_700_000,
  },
  {
    source: "coals https://coals.ai",
    failure: {
      kind: "rateLimited",
      status: 429,
      retryAtMs: 1_794_650_800_000,
      code: "RATE",
      text: "slow down",
    },
    failures: 3,
    attemptedAtMs: 1_794_650_700_000,
  },
];
const keys = [
  { origin: "https://api.poof.bg", credential: { kind: "key", key: "pk_1" } },
  { origin: "https://rich.example", credential: { kind: "session", refreshToken: "r", accessToken: "a" } },
];

const trees = (values: readonly unknown[]) => values.map((value) => parseTree(JSON.stringify(value)));

export const storedProperties = [
  property(
    "stored: a changed attempt is ignored, or can be displayed and stored again",
    mutatedJson(trees(attempts)),
    (tree) => {
      const attempt = parseAttempt(stringifyTree(tree));
      if (!attempt) return;
      assert.equal(JSON.stringify(parseAttempt(JSON.stringify(attempt))), JSON.stringify(attempt));
      const { snapshot, readAtMs } = attempt.reading ?? {};
      if (readAtMs !== undefined) new Date(readAtMs).toISOString();
      if (attempt.failure?.kind === "rateLimited") new Date(attempt.failure.retryAtMs).toISOString();
      levelOf(snapshot, undefined);
      for (const meter of snapshot?.meters ?? []) {
        for (const amount of [meter.remaining, meter.used, meter.limit, meter.held]) {
          if (amount === undefined || amount === null) continue;
          assert.ok(isAmount(amount));
          formatExact(amount, meter.unit, "en-US");
        }
        if (meter.resetsAt !== undefined) assert.ok(parseInstant(meter.resetsAt));
      }
    },
  ),

  property("stored: a changed key is complete or counts as missing", mutatedJson(trees(keys)), (tree) => {
    const key = parseStoredKey(stringifyTree(tree));
    if (key) assert.deepEqual(parseStoredKey(JSON.stringify(key)), key);
  }),

  property("stored: no stored text makes the parser throw", fc.string({ unit: "binary" }), (text) => {
    assert.equal(parseAttempt(text), undefined);
    assert.equal(parseStoredKey(text), undefined);
  }),
];
