import assert from "node:assert/strict";
import fc from "fast-check";
import { isAmount } from "../../src/core/money/amount.ts";
import type { ProviderDefinition } from "../../src/core/providerDefinition.ts";
import type { Snapshot } from "../../src/core/readings/snapshot.ts";
import { createDeclaredProvider } from "../../src/providers/declared/createDeclaredProvider.ts";
import { parseDefinition } from "../../src/providers/declared/parseDefinition.ts";
import type { AccountContext, Adapter } from "../../src/providers/provider.ts";
import { parseAttempt } from "../../src/store/parseAttempt.ts";
import { assertDisplayable } from "./helpers/assertDisplayable.ts";
import { contextReplying } from "./helpers/contextReplying.ts";
import { fixedNowMs as nowMs } from "./helpers/instants.ts";
import { type JsonTree, numeralOf, parseTree, stringifyTree, valuesNamed } from "./helpers/jsonTree.ts";
import { canary, mutatedJson } from "./helpers/mutatedJson.ts";
import { property } from "./helpers/property.ts";
import { addRationals, digitsOf, negateRational, rationalOf } from "./helpers/rational.ts";

const definition = {
  id: "acme",
  name: "Acme",
  baseUrl: "https://api.acme.example/v1",
  auth: { kind: "header", name: "x-key", prefix: "Key" },
  headers: { "x-team": "{team}" },
  parameters: { team: { label: "Team", optional: true }, org: { label: "Organization" } },
  requests: [{ name: "me", path: "/me", fill: { org: "/org" } }, { path: "/orgs/{org}/balance" }],
  success: { at: "/ok", is: [true] },
  errors: {
    code: "/error/code",
    message: ["/error/message", "/message"],
    rules: [{ at: "/code", is: [7], status: 401 }],
  },
  meters: [
    {
      id: "balance",
      unit: "/currency",
      remaining: { value: "/total", minus: "/spent" },
      used: "/spent",
      resetsAt: "/resets",
    },
    { id: "grants", unit: "credits", each: "/grants", remaining: "/left", limit: "/of", optional: true },
    {
      id: "cents",
      unit: "EUR",
      remaining: { sum: ["/cents", "/gift"], divideBy: 100 },
      unlimited: { at: "/free", is: [true] },
    },
  ],
  plan: "/plan",
  expiresAt: ["/until", "me#/until"],
  blocked: [{ at: "/blocked", is: [true, "yes", 1] }],
  details: [
    { label: "Seats", value: "/seats" },
    { label: "Gift", value: "/gift", unit: "EUR" },
  ],
  ledger: {
    request: { path: "/ledger", query: { limit: "{limit}", after: "{cursor}" } },
    paging: { by: "cursor", size: 100, next: "/next" },
    entries: "/grants",
    meter: "balance",
    id: ["/id"],
    at: "/at",
    amount: "/left",
    description: "/why",
  },
};
const reply = {
  ok: true,
  org: "org-1",
  code: 0,
  currency: "usd",
  total: 100.5,
  spent: "12.25",
  resets: 1_796_083_200,
  grants: [
    { id: 1, left: 5, of: 10, at: "2026-11-14", why: "Welcome" },
    { id: "g-2", left: "0.125", of: 1, at: 1_794_650_700_123, why: null },
  ],
  cents: 1999,
  gift: 1,
  free: false,
  plan: "Pro",
  until: "2027-01-01T00:00:00+02:00",
  blocked: "no",
  seats: 3,
  next: "page-2",
  error: { code: "E1", message: "No" },
};

const contextOf = (tree: JsonTree): AccountContext => ({
  ...contextReplying(tree),
  parameters: { org: "org-0" },
});
const goodReply = parseTree(JSON.stringify(reply));
const replies = mutatedJson([goodReply]);

function adapterOf(definition: ProviderDefinition): Adapter {
  const { adapter } = createDeclaredProvider(definition).declared ?? assert.fail("not declared");
  return adapter;
}

const parsed = parseDefinition(definition);
assert.ok(parsed.ok, JSON.stringify(parsed));
const acme = adapterOf(parsed.definition);

/** The only value with a name, as a number's text; `undefined` when it is no number or there are several. */
function onlyNumeralNamed(tree: JsonTree, name: string): string | undefined {
  const [value, ...others] = valuesNamed(tree, name);
  return others.length === 0 ? numeralOf(value) : undefined;
}

/** Reads once, and checks that the result can be displayed and stored. `undefined` when the reply is refused. */
async function readAndCheck(adapter: Adapter, tree: JsonTree): Promise<Snapshot | undefined> {
  const outcome = await adapter.read(contextOf(tree));
  if (!outcome.ok) {
    assertDisplayable(outcome.failure);
    return undefined;
  }
  for (const { remaining, used, limit, held } of outcome.value.meters) {
    for (const amount of [remaining, used, limit, held])
      assert.ok(amount === null || amount === undefined || isAmount(amount));
  }
  const attempt = {
    source: "a",
    failures: 0,
    attemptedAtMs: nowMs,
    reading: { snapshot: outcome.value, readAtMs: nowMs },
  };
  assert.deepEqual(parseAttempt(JSON.stringify(attempt)), attempt);
  return outcome.value;
}

export const declaredProperties = [
  property(
    "replies: a declared provider reads the exact digits of a reply, or returns a failure",
    replies,
    async (tree) => {
      const snapshot = await readAndCheck(acme, tree);
      assert.ok(!JSON.stringify(snapshot ?? "").includes(canary));
      const [total, spent] = [onlyNumeralNamed(tree, "total"), onlyNumeralNamed(tree, "spent")];
      if (!snapshot || total === undefined || spent === undefined) return;
      const balance = snapshot.meters.find(({ id }) => id === "balance");
      const used = digitsOf(rationalOf(spent));
      // Less than nothing was used where more is left than the plan has: that is not shown.
      assert.equal(balance?.used, used.startsWith("-") ? undefined : used);
      assert.equal(
        balance?.remaining,
        digitsOf(addRationals(rationalOf(total), negateRational(rationalOf(spent)))),
      );
    },
  ),

  property(
    "replies: a declared provider reads a ledger page, or returns a failure",
    replies,
    async (tree) => {
      const outcome = await acme.readLedger?.(contextOf(tree), { limit: 100, offset: 0 });
      assert.ok(outcome);
      if (!outcome.ok) return assertDisplayable(outcome.failure);
      for (const { id, amount, at } of outcome.value.entries) {
        assert.ok(id !== "" && isAmount(amount));
        assert.equal(new Date(at).toISOString(), at);
      }
    },
  ),

  property(
    "settings: a changed provider definition is refused with its field, or works",
    mutatedJson([parseTree(JSON.stringify(definition))]),
    async (tree) => {
      const result = parseDefinition(JSON.parse(stringifyTree(tree)));
      if (!result.ok) return assert.equal(typeof result.error.field, "string");
      const outcome = await adapterOf(result.definition).read(contextOf(goodReply));
      if (!outcome.ok) assertDisplayable(outcome.failure);
    },
  ),

  property(
    "settings: no value in place of a provider definition makes the parser throw",
    fc.jsonValue(),
    (value) => {
      assert.equal(parseDefinition(value).ok, false);
    },
  ),
];
