import { readFileSync } from "node:fs";
import type { Account } from "../../src/core/accounts/account.ts";
import type { ClockPlan } from "./fastClock.ts";

/** What a window that is a process of its own is told, in the JSON file that its command line names. */
export interface WindowOrder {
  readonly name: string;
  readonly clock: ClockPlan;
  /** The folder of history and keys that the windows of one machine share. */
  readonly storage: string;
  readonly accounts: readonly Account[];
  readonly seed: number;
  /** For a whole exchange with a provider, by the machine's clock. */
  readonly timeoutMs: number;
  /** Where it puts on record what it did. */
  readonly notes: string;
}

export function readOrder(): WindowOrder {
  return JSON.parse(readFileSync(String(process.argv[2]), "utf8"));
}
