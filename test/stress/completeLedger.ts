import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Booked } from "./keptEntries.ts";
import { openWindow } from "./openWindow.ts";
import { NoteFile } from "./progressNote.ts";
import type { WindowOrder } from "./windowOptions.ts";

const completeMs = 20_000;

/** A last window, that nobody disturbs, brings home what is missing. */
export async function completeLedger(
  order: WindowOrder,
  accountId: string,
  booked: () => Booked,
): Promise<void> {
  using notes = new NoteFile(order.notes, order.name);
  const { house } = openWindow(order, notes.write);
  try {
    await house.start();
    const status = () => house.poller.statuses().find(({ account }) => account.id === accountId);
    const isComplete = async () => {
      const { account, reading } = status() ?? {};
      if (!account || !reading) return false;
      await house.ledgerSync.sync(account, reading.snapshot);
      const state = await house.ledgerSync.readState(account);
      return state?.state === "complete" && state.entries === booked().size;
    };
    for (const until = Date.now() + completeMs; !(await isComplete()); await wait(50)) {
      assert.ok(Date.now() < until, `the ledger is not complete: ${JSON.stringify(status()?.failure)}`);
    }
  } finally {
    house.dispose();
  }
}
