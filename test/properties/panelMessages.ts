import assert from "node:assert/strict";
import fc from "fast-check";
import type * as z from "zod/mini";
import { isAmount } from "../../src/core/amount.ts";
import { fromPanel } from "../../src/core/fromPanel.ts";
import { inertJson } from "../../src/core/inertJson.ts";
import type { FromPanel } from "../../src/core/panelMessages.ts";
import { toPanel } from "../../src/core/toPanel.ts";
import { textOf, treeOf } from "./support/jsonTree.ts";
import { mutatedJson } from "./support/mutatedJson.ts";
import { property } from "./support/property.ts";

// As it comes over the wire: without a negative zero.
const json = fc.jsonValue({ maxDepth: 3 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
const id = fc.string({ minLength: 1, maxLength: 200 });
const ms = fc.integer({ min: -8.64e15, max: 8.64e15 });
const filter = fc.record(
  {
    accountId: id,
    type: fc.constantFrom("credit", "debit"),
    fromMs: ms,
    toMs: ms,
    text: fc.string(),
  } as const,
  { requiredKeys: ["accountId"] },
);
const count = (max: number) => fc.integer({ min: 1, max });

const fromPanelMessage = fc.oneof(
  fc.record({ kind: fc.constant("ready"), isBorn: fc.boolean() } as const),
  fc.record({ kind: fc.constantFrom("addAccount", "trySample") } as const),
  fc.record({
    kind: fc.constantFrom("setKey", "selected", "syncLedger", "cancelSync"),
    accountId: id,
  } as const),
  fc.record({ kind: fc.constant("export"), format: fc.constantFrom("csv", "json"), filter } as const),
  fc.record({
    kind: fc.constant("ask"),
    requestId: fc.nat(),
    question: fc.oneof(
      fc.record({
        kind: fc.constant("ledger"),
        query: fc
          .tuple(filter, count(500))
          .map(([rest, limit]) => ({ ...rest, order: "newest" as const, limit })),
      } as const),
      fc.record({
        kind: fc.constant("chart"),
        query: fc.record({ accountId: id, meterId: id, fromMs: ms, buckets: count(10_000) }),
      } as const),
    ),
  } as const),
) as fc.Arbitrary<FromPanel>;

/** A message with one of its values, however deep, replaced. */
function broken(message: unknown, at: number, value: unknown): unknown {
  const places: (() => void)[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const record = node as Record<string, unknown>;
    for (const [name, child] of Object.entries(record)) {
      places.push(() => {
        record[name] = value;
      });
      walk(child);
    }
  };
  const copy: unknown = structuredClone(message);
  walk(copy);
  places[at % Math.max(1, places.length)]?.();
  return copy;
}

/** Accepting a message twice changes nothing, and a turned-away one is turned away in silence. */
function assertSettled<T>(schema: z.ZodMiniType<T>, message: unknown): void {
  const first = schema.safeParse(message);
  if (!first.success) return;
  // JSON knows no -0.
  const plain: unknown = JSON.parse(JSON.stringify(first.data));
  assert.deepEqual(schema.parse(plain), plain);
}

const unit = { kind: "currency", code: "EUR" };
const entry = {
  id: "1",
  source: "provider",
  type: "debit",
  meterId: "a",
  unit,
  amount: "-1.5",
  description: "Job",
  atMs: 5,
};
const answers = [
  {
    kind: "chart",
    points: "1 1 12.5;3 0 12 gap",
    marks: [{ atMs: 2, amount: "5", type: "topUp" }],
    unit,
  },
  { kind: "observedUsage", days: [{ day: "2026-11-20", consumed: "0.1" }], unit },
  {
    kind: "ledger",
    entries: [{ ...entry, balanceAfter: "3", reference: "r", metadata: "{}" }],
    next: "c",
    total: 1,
  },
  {
    kind: "unexplained",
    stretches: [{ fromMs: 1, toMs: 2, observed: "1", explained: "0", amount: "1" }],
    unit,
  },
  { kind: "failed", message: "No" },
];
const toPanelMessages = [
  ...answers.map((answer) => ({ kind: "answer", requestId: 1, answer })),
  { kind: "show", accountId: "a" },
  { kind: "historyChanged", accountId: "a" },
];

/** Every amount that is let through can be shown. */
function assertAmounts(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (/^(amount|remaining|consumed|balanceAfter|observed|explained)$/.test(name))
      assert.ok(isAmount(part), name);
    else assertAmounts(part);
  }
}

export const panelMessageProperties = [
  property(
    "panel messages: a changed answer is turned away, or every amount in it is one",
    mutatedJson(toPanelMessages.map((message) => treeOf(JSON.stringify(message)))),
    (tree) => {
      const message: unknown = JSON.parse(textOf(tree));
      assertSettled(toPanel, message);
      const { data } = toPanel.safeParse(message);
      if (data) assertAmounts(data);
    },
  ),

  property("panel messages: what the panel may say is taken as it is", fromPanelMessage, (message) => {
    const received: unknown = structuredClone(message);
    assert.deepEqual(fromPanel.parse(received), received);
  }),

  property(
    "panel messages: a changed one is turned away or taken for what it is",
    fc.tuple(fromPanelMessage, fc.nat(), json),
    ([message, at, value]) => assertSettled(fromPanel, broken(message, at, value)),
  ),

  property("panel messages: anything else is turned away, in either direction", json, (message) => {
    assertSettled(fromPanel, message);
    assertSettled(toPanel, message);
  }),

  property("panel messages: what a page is born with cannot end its script", fc.jsonValue(), (value) => {
    const text = inertJson(value);
    assert.ok(!text.includes("<"));
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
  }),
];
