import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { type Amount, isAmount } from "../core/money/amount.ts";
import { unitSchema } from "../core/money/unitSchema.ts";
import { keyPlaces } from "../core/readings/failure.ts";
import { labelKeys, meterRoles } from "../core/readings/snapshot.ts";
import { maxDateMs, parseInstant } from "../core/time/instant.ts";
import type { Attempt } from "./attempt.ts";

const amount = z.custom<Amount>(isAmount);
const label = z.union([z.enum(labelKeys), z.object({ text: z.string() })]);
const instant = z.string().check(z.refine((value) => parseInstant(value) !== undefined));
const epochMs = z.number().check(z.gte(0), z.lte(maxDateMs));

const meter = z.object({
  id: z.string(),
  label,
  unit: unitSchema,
  remaining: z.nullable(amount),
  used: z.exactOptional(amount),
  limit: z.exactOptional(z.nullable(amount)),
  held: z.exactOptional(amount),
  bought: z.exactOptional(amount),
  full: z.exactOptional(amount),
  resetsAt: z.exactOptional(instant),
  role: z.exactOptional(z.enum(meterRoles)),
  group: z.exactOptional(z.string()),
});

const detailValue = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("amount"), amount, unit: unitSchema }),
  z.object({ kind: z.literal("count"), count: amount }),
  z.object({ kind: z.literal("bytes"), bytes: amount }),
  z.object({ kind: z.literal("flag"), isOn: z.boolean() }),
]);

const snapshot = z.object({
  meters: z.tuple([meter], meter),
  plan: z.exactOptional(z.string()),
  expiresAt: z.exactOptional(instant),
  keyExpiresAt: z.exactOptional(instant),
  autoTopUp: z.exactOptional(
    z.object({ threshold: z.exactOptional(amount), amount: z.exactOptional(amount) }),
  ),
  isBlocked: z.boolean(),
  isAccepting: z.exactOptional(z.literal(true)),
  details: z.array(z.object({ label, value: detailValue })),
});

const text = z.exactOptional(z.string());
const words = { code: text, text, requestId: text };
const status = z.number();
const wait = { retryAtMs: z.exactOptional(epochMs) };
const mayHaveStatus = z.exactOptional(status);

// The views rely on these checks: an instant in a failure must be one that can be formatted.
const failure = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("keyMissing"), enteredIn: z.exactOptional(z.enum(keyPlaces)) }),
  z.object({
    kind: z.literal("blockedOrigin"),
    origin: text,
    givenFor: text,
    provider: text,
    parameter: text,
  }),
  z.object({
    kind: z.literal("keyRejected"),
    status: mayHaveStatus,
    isSignedOut: z.exactOptional(z.boolean()),
    ...words,
    ...wait,
  }),
  z.object({ kind: z.literal("forbidden"), status, scope: text, ...words, ...wait }),
  z.object({ kind: z.literal("rateLimited"), status, retryAtMs: epochMs, ...words }),
  z.object({
    kind: z.literal("unreachable"),
    reason: z.enum(["dns", "refused", "reset", "tls", "network", "internal"]),
  }),
  z.object({ kind: z.literal("timeout"), seconds: z.number() }),
  z.object({ kind: z.literal("redirected"), status: mayHaveStatus }),
  z.object({ kind: z.literal("tooLarge"), limitBytes: z.number() }),
  z.object({
    kind: z.literal("badResponse"),
    reason: z.enum([
      "empty",
      "html",
      "notJson",
      "undecodable",
      "missingField",
      "wrongType",
      "notFinite",
      "tooMany",
    ]),
    field: text,
    status: mayHaveStatus,
    ...wait,
  }),
  z.object({ kind: z.literal("providerError"), status, ...words, ...wait }),
]);

const attempt = z.object({
  source: z.string(),
  reading: z.exactOptional(z.object({ snapshot, readAtMs: epochMs })),
  failure: z.exactOptional(failure),
  failures: z.int().check(z.gte(0)),
  attemptedAtMs: epochMs,
  jitter: z.exactOptional(z.number().check(z.gte(0), z.lte(1))),
});

attempt satisfies ExactSchema<Attempt, typeof attempt>;

/** Parses a stored attempt; `undefined` when it is damaged or from another version. */
export function parseAttempt(text: string): Attempt | undefined {
  try {
    const result = attempt.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
