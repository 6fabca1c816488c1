import assert from "node:assert/strict";
import fc from "fast-check";
import type { Account } from "../../src/core/accounts/account.ts";
import { parseEntry } from "../../src/services/accounts/accountSchema.lazy.ts";
import { parseAccounts } from "../../src/services/accounts/parseAccounts.ts";
import { readPlainAccount } from "../../src/services/accounts/plainAccount.ts";
import { property } from "./helpers/property.ts";

const isProvider = (id: string) => ["poof", "coals"].includes(id);
const minutes = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.constant(1.5));

const good: fc.Arbitrary<Omit<Account, "id">> = fc.record(
  {
    provider: fc.constantFrom("poof", "coals"),
    label: fc.string({ maxLength: 40 }).map((text) => `${text}é`),
    baseUrl: fc.constantFrom("https://a.example/v1", "ftp://b", "", " "),
    refreshMinutes: minutes,
    pinned: fc.boolean(),
    low: fc.record(
      { below: fc.nat().map(String), percent: fc.nat(100), meter: fc.string() },
      { requiredKeys: [] },
    ),
    meters: fc.array(fc.string(), { maxLength: 3 }),
  },
  { requiredKeys: ["provider", "label"] },
);

/** Any JSON value, often under the names of an entry's fields. */
const anyJson = fc.jsonValue({ maxDepth: 2 });
const hostile = fc.oneof(
  anyJson,
  fc.dictionary(
    fc.constantFrom(
      "id",
      "provider",
      "label",
      "baseUrl",
      "refreshMinutes",
      "low",
      "meters",
      "__proto__",
      "constructor",
    ),
    fc.oneof(anyJson, fc.constantFrom<unknown>("poof", "a-1", "A B", -1, 1e300, "", null)),
  ),
  fc
    .tuple(good, fc.constantFrom("provider", "label", "refreshMinutes", "pinned", "low", "meters"), anyJson)
    .map(([entry, name, value]) => ({ ...entry, id: "odd", [name]: value })),
);

type ListedEntry = { readonly entry: unknown; readonly isGood: boolean };

const list: fc.Arbitrary<readonly ListedEntry[]> = fc
  .array(
    fc.oneof(
      good.map((entry) => ({ entry: entry as unknown, isGood: true })),
      hostile.map((entry) => ({ entry, isGood: false })),
    ),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map(({ entry, isGood }, index) => ({
      // Unique ids, which no hostile entry can use first.
      entry: isGood ? { id: `good-${index}-entry`, ...(entry as object) } : entry,
      isGood,
    })),
  );

export const settingsProperties = [
  property(
    "settings: valid accounts are used beside invalid ones, and each invalid one is reported",
    list,
    (listed) => {
      const text = JSON.stringify(listed.map(({ entry }) => entry));
      const { accounts, invalid } = parseAccounts(JSON.parse(text), isProvider, parseEntry);
      assert.equal(accounts.length + invalid.length, listed.length);
      for (const { entry, isGood } of listed) {
        if (!isGood) continue;
        const { id, label, ...rest } = entry as Account;
        const found = accounts.find((account) => account.id === id);
        assert.deepEqual(found, { ...JSON.parse(JSON.stringify(rest)), id, label: label.trim() });
      }
      assert.equal(new Set(accounts.map(({ id }) => id)).size, accounts.length);
      for (const { index, name } of invalid) {
        assert.equal(listed[index]?.isGood, false);
        assert.ok(name === undefined || name.length <= 80);
      }
    },
  ),

  property("settings: an entry that is read without the schema is read as by it", list, (listed) => {
    for (const { entry, isGood } of listed) {
      const parsed: unknown = JSON.parse(JSON.stringify(entry));
      const account = readPlainAccount(parsed);
      if (account) assert.deepEqual({ account }, parseEntry(parsed));
      else assert.ok(!isGood);
    }
  }),

  property("settings: no value in place of the account list makes the parser throw", anyJson, (value) => {
    const { accounts, invalid } = parseAccounts(value, isProvider, parseEntry);
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    assert.equal(accounts.length + invalid.length > 0, !isEmpty);
  }),
];
