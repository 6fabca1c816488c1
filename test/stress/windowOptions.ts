import { readFileSync } from "node:fs";
import type { Account } from "../../src/core/accounts/account.ts";
import type { FastClockOptions } from "./fastClock.ts";

/** The options of a window that is a process of its own, in the JSON file that its command line names. */
export interface WindowOptions {
  readonly name: string;
  readonly clock: FastClockOptions;
  /** The folder with history and keys, which the windows of one machine share. */
  readonly storage: string;
  readonly accounts: readonly Account[];
  readonly seed: number;
  /** The time limit of a request, by the machine's clock. */
  readonly timeoutMs: number;
  /** The file for the notes. */
  readonly notes: string;
}

export function readWindowOptions(): WindowOptions {
  return JSON.parse(readFileSync(String(process.argv[2]), "utf8"));
}
