import * as z from "zod/mini";
import { parseInstant } from "../../core/time/instant.ts";
import { argumentError } from "./commandErrors.ts";

/**
 * Checks what a command was called with. `undefined` when it was called without an argument, and so is
 * to ask a person. Throws an Error that names the wrong field.
 */
export function parseArguments<T>(schema: z.ZodMiniType<T>, value: unknown): T | undefined {
  if (value === undefined || value === null) return undefined;
  const result = schema.safeParse(withoutUndefined(value));
  if (result.success) return result.data;
  throw argumentError(result.error.issues[0]?.path.join("."));
}

/** The same where there is nobody to ask: an argument has to be there. */
export function parseRequiredArguments<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const args = parseArguments(schema, value);
  if (args === undefined) throw argumentError(undefined);
  return args;
}

/** A field that a caller gives as `undefined` is one that it leaves out. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

/** Fields that several commands take. */
export const accountIdField = z.string().check(z.minLength(1));
export const labelField = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
export const refreshMinutesField = z.number().check(z.gte(1), z.lte(100_000));
/** ISO 8601, without an offset UTC; as epoch milliseconds. */
export const instantField = z.pipe(
  z.string().check(z.refine((text) => parseInstant(text) !== undefined)),
  z.transform((text) => Date.parse(parseInstant(text) ?? text)),
);
