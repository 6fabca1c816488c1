import type { Account, Threshold } from "../../core/accounts/account.ts";
import { defined } from "../../core/common/defined.ts";
import { parsePlainAmount } from "../../core/money/amount.ts";

/** A slug, because names of secrets and leases contain it. */
export const accountIdPattern = /^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/;
export const maxAccountIdLength = 64;

/** An account, or the first wrong field; without both, the entry is not an object. */
export interface ParsedEntry {
  readonly account?: Account;
  readonly field?: string;
}

export type ParseEntry = (entry: unknown) => ParsedEntry;

const plainFields = ["id", "provider", "label", "baseUrl", "refreshMinutes", "pinned", "low", "meters"];
const plainLowFields = ["below", "percent", "meter"];

/**
 * Reads an entry with the usual fields alone, all of them right, as the schema of accounts would. `undefined` for any
 * other entry. Activation reads the account list in this way, because a schema library takes longer to load than to run.
 */
export function readPlainAccount(entry: unknown): Account | undefined {
  if (!hasOnly(entry, plainFields)) return undefined;
  const { id, provider, baseUrl, refreshMinutes, pinned, meters } = entry;
  const label = typeof entry.label === "string" ? entry.label.trim() : "";
  const low = entry.low === undefined ? undefined : readPlainThreshold(entry.low);
  const isRight =
    typeof id === "string" &&
    id.length <= maxAccountIdLength &&
    accountIdPattern.test(id) &&
    typeof provider === "string" &&
    label.length > 0 &&
    label.length <= 80 &&
    isOptional(baseUrl, "string") &&
    isOptional(pinned, "boolean") &&
    isOptional(refreshMinutes, "number") &&
    (refreshMinutes === undefined || (refreshMinutes >= 1 && refreshMinutes <= 100_000)) &&
    (meters === undefined || isTexts(meters)) &&
    (entry.low === undefined || low !== undefined);
  return isRight ? defined({ id, provider, label, baseUrl, refreshMinutes, pinned, low, meters }) : undefined;
}

function readPlainThreshold(value: unknown): Threshold | undefined {
  if (!hasOnly(value, plainLowFields)) return undefined;
  const { below, percent, meter } = value;
  const isRight =
    isOptional(below, "string") &&
    (below === undefined || parsePlainAmount(below) !== undefined) &&
    isOptional(percent, "number") &&
    (percent === undefined || (percent >= 0 && percent <= 100)) &&
    isOptional(meter, "string");
  return isRight ? defined({ below, percent, meter }) : undefined;
}

/** Whether a value is an object with no other fields than these, none of them `undefined`. */
function hasOnly(value: unknown, fields: readonly string[]): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([key, field]) => fields.includes(key) && field !== undefined);
}

interface OptionalTypes {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

function isOptional<T extends keyof OptionalTypes>(
  value: unknown,
  type: T,
): value is OptionalTypes[T] | undefined {
  return value === undefined || typeof value === type;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}
