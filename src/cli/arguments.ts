import { type ParseArgsConfig, parseArgs } from "node:util";
import { parseInstant } from "../core/time/instant.ts";

/** A wrong use of the command line; the message says what is right. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Parses the arguments of one command: its options, and from `min` to `max` positional arguments. */
export function parseCommandArguments<const O extends Options>(
  args: readonly string[],
  options: O,
  { min, max }: { readonly min: number; readonly max: number },
) {
  const { values, positionals } = parse(args, options);
  if (positionals.length < min) throw new UsageError("An argument is missing.");
  const extra = positionals[max];
  if (extra !== undefined) throw new UsageError(`There is one argument too many: ${JSON.stringify(extra)}.`);
  return { values, positionals };
}

function parse<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    const isOfArguments = error instanceof TypeError && "code" in error;
    throw isOfArguments ? new UsageError(error.message) : error;
  }
}

/** An instant in epoch milliseconds, from ISO 8601; a date alone is the start of that day in UTC. */
export function parseInstantOption(name: string, text: string): number {
  const instant = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text);
  if (instant === undefined)
    throw new UsageError(`--${name} has to be a date or an instant such as 2026-11-01 or 2026-11-01T08:00Z.`);
  return Date.parse(instant);
}
