import assert from "node:assert/strict";
import fc from "fast-check";
import type * as z from "zod/mini";
import { isAmount } from "../../src/core/money/amount.ts";
import { fromWebviewSchema } from "../../src/protocol/fromWebviewSchema.ts";
import { toWebviewSchema } from "../../src/protocol/toWebviewSchema.ts";
import { escapeForScript } from "../../src/ui/panel/html.ts";
import { fromWebviewMessage } from "./helpers/fromWebviewMessage.ts";
import { parseTree, stringifyTree } from "./helpers/jsonTree.ts";
import { mutatedJson } from "./helpers/mutatedJson.ts";
import { property } from "./helpers/property.ts";
import { toWebviewMessages } from "./helpers/toWebviewMessages.ts";

// As it comes over the wire: without a negative zero.
const json = fc.jsonValue({ maxDepth: 3 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

/** A message with one of its values, however deep, replaced. */
function replaceValue(message: unknown, at: number, value: unknown): unknown {
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
function assertIdempotent<T>(schema: z.ZodMiniType<T>, message: unknown): void {
  const first = schema.safeParse(message);
  if (!first.success) return;
  // JSON knows no -0.
  const plain: unknown = JSON.parse(JSON.stringify(first.data));
  assert.deepEqual(schema.parse(plain), plain);
}

/** Every amount that is let through can be shown. */
function assertAmounts(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (
      /^(amount|remaining|consumed|balanceAfter|observed|explained|\w+Requests|requests|creditsConsumed)$/.test(
        name,
      )
    )
      assert.ok(isAmount(part), name);
    else assertAmounts(part);
  }
}

export const panelMessageProperties = [
  property(
    "panel messages: a changed answer is turned away, or every amount in it is one",
    mutatedJson(toWebviewMessages.map((message) => parseTree(JSON.stringify(message)))),
    (tree) => {
      const message: unknown = JSON.parse(stringifyTree(tree));
      assertIdempotent(toWebviewSchema, message);
      const { data } = toWebviewSchema.safeParse(message);
      if (data) assertAmounts(data);
    },
  ),

  property("panel messages: what the panel may say is taken as it is", fromWebviewMessage, (message) => {
    const received: unknown = structuredClone(message);
    assert.deepEqual(fromWebviewSchema.parse(received), received);
  }),

  property(
    "panel messages: a changed one is turned away or taken for what it is",
    fc.tuple(fromWebviewMessage, fc.nat(), json),
    ([message, at, value]) => assertIdempotent(fromWebviewSchema, replaceValue(message, at, value)),
  ),

  property("panel messages: anything else is turned away, in either direction", json, (message) => {
    assertIdempotent(fromWebviewSchema, message);
    assertIdempotent(toWebviewSchema, message);
  }),

  property("panel messages: what a page is born with cannot end its script", fc.jsonValue(), (value) => {
    const text = escapeForScript(value);
    assert.ok(!text.includes("<"));
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
  }),
];
