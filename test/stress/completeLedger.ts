import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { openWindow } from "./openWindow.ts";
import { NoteWriter } from "./progressNote.ts";
import type { EntryAmounts } from "./storedEntries.ts";
import type { WindowOptions } from "./windowOptions.ts";

const completeMs = 20_000;

/** Opens a last window, which is not disturbed, and waits until it has fetched every entry that was booked. */
export async function completeLedger(
  options: WindowOptions,
  accountId: string,
  providerEntries: () => EntryAmounts,
): Promise<void> {
  using notes = new NoteWriter(options.notes, options.name);
  const { services } = openWindow(options, notes.write);
  try {
    await services.start();
    const status = () => services.poller.status(accountId);
    const isComplete = async () => {
      const { account, reading } = status() ?? {};
      if (!account || !reading) return false;
      await services.ledgerSync.sync(account, reading.snapshot);
      const state = await services.ledgerSync.readState(account);
      return state?.state === "complete" && state.entries === providerEntries().size;
    };
    for (const until = Date.now() + completeMs; !(await isComplete()); await wait(50)) {
      assert.ok(Date.now() < until, `the ledger is not complete: ${JSON.stringify(status()?.failure)}`);
    }
  } finally {
    services.dispose();
  }
}
