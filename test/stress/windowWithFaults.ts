// A window that never rests: `node windowWithFaults.mjs ORDER`. It polls, syncs and exports in random order, puts on
// record what is committed, and goes on until it is killed.
import path from "node:path";
import { exportLedger } from "../../src/services/ledger/exportLedger.ts";
import { ledgerEntryOf } from "../helpers/ledgerEntryOf.ts";
import { openWindow } from "./openWindow.ts";
import { NoteFile, type Progress } from "./progressNote.ts";
import { readOrder } from "./windowOptions.ts";

const words = { change: "change", reset: "reset", limit: "limit" };
const exportPause = 4;

const order = readOrder();
const { write: note } = new NoteFile(order.notes, order.name);
note({ kind: "begin", deed: "open" });
const { house, random } = openWindow(order, note);
await house.start();

let exported = 0;
const acts: Readonly<Record<Exclude<Progress, "open">, () => Promise<unknown>>> = {
  poll: () => house.poller.refresh(),
  sync: () =>
    Promise.all(
      house.poller.statuses().map(async ({ account, reading }) => {
        if (reading) await house.ledgerSync.sync(account, reading.snapshot);
      }),
    ),
  export: async () => {
    exported += 1;
    const format = random() < 0.5 ? "csv" : "json";
    // Now and then one that is there already is replaced.
    const name = exported % exportPause === 0 ? "latest" : `${order.name}-${exported}`;
    const file = `${name}.${format}`;
    const entries = await exportLedger(
      house.history,
      {
        format,
        path: path.join(order.storage, "exports", file),
        filters: house.accountList.all().map(({ id }) => ({ accountId: id, source: "provider" })),
        signal: new AbortController().signal,
        onProgress: () => {},
      },
      { observedWords: words, toEntry: ledgerEntryOf },
    );
    note({ kind: "export", file, entries });
  },
};

const deeds = ["poll", "sync", "export"] as const;
for (;;) {
  const deed = deeds[Math.floor(random() * deeds.length)] ?? "poll";
  note({ kind: "begin", deed });
  await acts[deed]();
}
