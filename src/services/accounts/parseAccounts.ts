import type { Account } from "../../core/accounts/account.ts";
import { type ParseEntry, readPlainAccount } from "./plainAccount.ts";
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

/** Parses the account list of the settings into valid accounts and invalid entries. `parseEntry`: for unusual entries. */
export function parseAccounts(
  value: unknown,
  isProvider: (id: string) => boolean,
  parseEntry: ParseEntry,
): ParsedAccounts {
  const accounts: Account[] = [];
  const invalid: InvalidAccount[] = [];
  for (const [index, entry] of toEntries(value).entries()) {
    const plain = readPlainAccount(entry);
    const { account, ...wrong } = plain ? { account: plain } : parseEntry(entry);
    const problem = account
      ? validateEntry(account, accounts, isProvider)
      : { reason: "invalid" as const, ...wrong };
    if (problem) invalid.push({ index, ...nameOf(entry), ...problem });
    else if (account) accounts.push(account);
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

function nameOf(entry: unknown): { name?: string } {
  if (typeof entry !== "object" || entry === null) return {};
  const { id, label } = entry as { readonly id?: unknown; readonly label?: unknown };
  if (!isTextOrAbsent(id) || !isTextOrAbsent(label)) return {};
  const name = id ?? label;
  return name ? { name: name.slice(0, 80) } : {};
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}
