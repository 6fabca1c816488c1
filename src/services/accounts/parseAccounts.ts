import * as z from "zod/mini";
import type { Account } from "../../core/accounts/account.ts";
import { budgetField, labelField, lowField, refreshMinutesField } from "./accountFields.ts";
import { toEntries } from "./settingsEntries.ts";

/** An entry of the account list that cannot be used, and why. */
export interface InvalidAccount {
  readonly index: number;
  /** The entry's id or label, if it has one. */
  readonly name?: string;
  /** The invalid field; absent when the entry is not an object. */
  readonly field?: string;
  readonly reason: "invalid" | "duplicate" | "unknownProvider";
}

export interface ParsedAccounts {
  readonly accounts: readonly Account[];
  readonly invalid: readonly InvalidAccount[];
}

const account = z.object({
  // A slug, because names of secrets and leases contain it.
  id: z.string().check(z.regex(/^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/), z.maxLength(64)),
  provider: z.string(),
  label: labelField,
  baseUrl: z.exactOptional(z.string()),
  parameters: z.exactOptional(z.catchall(z.object({}), z.string())),
  refreshMinutes: z.exactOptional(refreshMinutesField),
  pinned: z.exactOptional(z.boolean()),
  low: z.exactOptional(lowField),
  budget: z.exactOptional(budgetField),
  meters: z.exactOptional(z.array(z.string())),
});

/** Parses the account list of the settings into valid accounts and invalid entries. */
export function parseAccounts(value: unknown, isProvider: (id: string) => boolean): ParsedAccounts {
  const accounts: Account[] = [];
  const invalid: InvalidAccount[] = [];
  for (const [index, entry] of toEntries(value).entries()) {
    const result = account.safeParse(entry);
    const problem = result.success
      ? validateEntry(result.data, accounts, isProvider)
      : { reason: "invalid" as const, ...fieldOf(result.error) };
    if (problem) invalid.push({ index, ...nameOf(entry), ...problem });
    else if (result.success) accounts.push(result.data);
  }
  return { accounts, invalid };
}

type EntryError = Pick<InvalidAccount, "reason" | "field">;

function validateEntry(
  entry: Account,
  earlier: readonly Account[],
  isProvider: (id: string) => boolean,
): EntryError | undefined {
  if (!isProvider(entry.provider)) return { reason: "unknownProvider", field: "provider" };
  return earlier.some(({ id }) => id === entry.id) ? { reason: "duplicate", field: "id" } : undefined;
}

function fieldOf(error: z.core.$ZodError): { field?: string } {
  const path = error.issues[0]?.path.join(".");
  return path ? { field: path } : {};
}

function nameOf(entry: unknown): { name?: string } {
  const parsed = z.object({ id: z.optional(z.string()), label: z.optional(z.string()) }).safeParse(entry);
  const name = parsed.data?.id ?? parsed.data?.label;
  return name ? { name: name.slice(0, 80) } : {};
}
