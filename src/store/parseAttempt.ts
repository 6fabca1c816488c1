import * as z from "zod/mini";
import { type Amount, parseAmount } from "../core/amount.ts";
import { type Failure, failureKinds } from "../core/failure.ts";
import { terms } from "../core/snapshot.ts";
import type { Attempt } from "./attempt.ts";

const amount = z.custom<Amount>((value) => typeof value === "string" && parseAmount(value) === value);
const term = z.enum(terms);

const unit = z.object({
  kind: z.enum(["credits", "requests", "currency"]),
  code: z.exactOptional(z.string()),
});

const meter = z.object({
  id: z.string(),
  label: term,
  unit,
  remaining: z.nullable(amount),
  used: z.exactOptional(amount),
  limit: z.exactOptional(z.nullable(amount)),
  held: z.exactOptional(amount),
  resetsAt: z.exactOptional(z.string()),
});

const detailValue = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("amount"), amount, unit }),
  z.object({ kind: z.literal("count"), count: amount }),
  z.object({ kind: z.literal("bytes"), bytes: amount }),
  z.object({ kind: z.literal("flag"), isOn: z.boolean() }),
]);

const snapshot = z.object({
  meters: z.tuple([meter], meter),
  plan: z.exactOptional(z.string()),
  expiresAt: z.exactOptional(z.string()),
  autoTopUp: z.exactOptional(
    z.object({ threshold: z.exactOptional(amount), amount: z.exactOptional(amount) }),
  ),
  isBlocked: z.boolean(),
  details: z.array(z.object({ label: term, value: detailValue })),
});

const failure = z.custom<Failure>(
  (value) =>
    typeof value === "object" && value !== null && "kind" in value && failureKinds.has(String(value.kind)),
);

const attempt = z.object({
  source: z.string(),
  reading: z.exactOptional(z.object({ snapshot, readAtMs: z.number() })),
  failure: z.exactOptional(failure),
  failures: z.number(),
  attemptedAtMs: z.number(),
});

/** Reads a stored attempt; `undefined` when it is damaged or from another version. */
export function parseAttempt(text: string): Attempt | undefined {
  const result = attempt.safeParse(JSON.parse(text));
  return result.success ? result.data : undefined;
}
