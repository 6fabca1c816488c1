import assert from "node:assert/strict";
import fc from "fast-check";
import type * as z from "zod/mini";
import { isAmount } from "../../src/core/money/amount.ts";
import { fromWebviewSchema } from "../../src/protocol/fromWebviewSchema.ts";
import { toWebviewSchema } from "../../src/protocol/toWebviewSchema.ts";
import { fromWebviewMessage } from "./helpers/fromWebviewMessage.ts";
import { parseTree, stringifyTree } from "./helpers/jsonTree.ts";
import { mutatedJson } from "./helpers/mutatedJson.ts";
import { property } from "./helpers/property.ts";
import { toWebviewMessages } from "./helpers/toWebviewMessages.ts";

// As a message arrives: without a negative zero.
const json = fc.jsonValue({ maxDepth: 3 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

/** A copy of a message in which one value, at any depth, is replaced. */
function replaceValue(message: unknown, at: number, value: unknown): unknown {
  const replacements: (() => void)[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const record = node as Record<string, unknown>;
    for (const [name, child] of Object.entries(record)) {
      replacements.push(() => {
        record[name] = value;
      });
      walk(child);
    }
  };
  const copy: unknown = structuredClone(message);
  walk(copy);
  replacements[at % Math.max(1, replacements.length)]?.();
  return copy;
}

/** Parsing an accepted message again changes nothing, and a refused message throws nothing. */
function assertIdempotent<T>(schema: z.ZodMiniType<T>, message: unknown): void {
  const first = schema.safeParse(message);
  if (!first.success) return;
  // JSON has no -0.
  const plain: unknown = JSON.parse(JSON.stringify(first.data));
  assert.deepEqual(schema.parse(plain), plain);
}

/** Every amount in an accepted message is valid. */
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
    "webview messages: a changed message to the webview is refused, or all its amounts are valid",
    mutatedJson(toWebviewMessages.map((message) => parseTree(JSON.stringify(message)))),
    (tree) => {
      const message: unknown = JSON.parse(stringifyTree(tree));
      assertIdempotent(toWebviewSchema, message);
      const { data } = toWebviewSchema.safeParse(message);
      if (data) assertAmounts(data);
    },
  ),

  property(
    "webview messages: a valid message from the webview is accepted unchanged",
    fromWebviewMessage,
    (message) => {
      const received: unknown = structuredClone(message);
      assert.deepEqual(fromWebviewSchema.parse(received), received);
    },
  ),

  property(
    "webview messages: a changed message from the webview is refused or parsed consistently",
    fc.tuple(fromWebviewMessage, fc.nat(), json),
    ([message, at, value]) => assertIdempotent(fromWebviewSchema, replaceValue(message, at, value)),
  ),

  property(
    "webview messages: any other value is handled without an exception, in both directions",
    json,
    (message) => {
      assertIdempotent(fromWebviewSchema, message);
      assertIdempotent(toWebviewSchema, message);
    },
  ),
];
