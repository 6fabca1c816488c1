import * as z from "zod/mini";
import type { Account } from "../core/accounts/account.ts";
import type { ExactSchema } from "../core/common/exactSchema.ts";

/** The file in the extension's storage folder that describes the accounts to other programs of the user. */
export const directoryFileName = "accounts.json";

/** What another program needs to judge the stored readings as the extension does. No key. */
export interface AccountDirectory {
  readonly version: 1;
  readonly hideAmounts: boolean;
  /** IANA, or an offset; the reader's. */
  readonly timeZone: string;
  /** In the order of the settings. */
  readonly accounts: readonly ListedAccount[];
}

export interface ListedAccount {
  readonly account: Pick<Account, "id" | "provider" | "label" | "low" | "meters">;
  readonly intervalMs: number;
  /** Where the account is read; see `accountSource`. A stored reading of another source is of an earlier setting. */
  readonly source: string;
}

const threshold = z.object({
  below: z.exactOptional(z.string()),
  percent: z.exactOptional(z.number()),
  meter: z.exactOptional(z.string()),
});

const directory = z.object({
  version: z.literal(1),
  hideAmounts: z.boolean(),
  timeZone: z.string(),
  accounts: z.array(
    z.object({
      account: z.object({
        id: z.string(),
        provider: z.string(),
        label: z.string(),
        low: z.exactOptional(z.union([threshold, z.array(threshold)])),
        meters: z.exactOptional(z.array(z.string())),
      }),
      intervalMs: z.number(),
      source: z.string(),
    }),
  ),
});

directory satisfies ExactSchema<AccountDirectory, typeof directory>;

/** Parses the file's text; `undefined` when it is damaged or of another version. */
export function parseDirectory(text: string): AccountDirectory | undefined {
  try {
    const result = directory.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
