// A window that is never idle: `node busyWindow.mjs OPTIONS.json`. It polls, syncs and exports in random
// order, records what is committed, and goes on until it is killed.
import path from "node:path";
import { exportLedger } from "../../src/services/ledger/exportLedger.ts";
import { ledgerEntryOf } from "../helpers/ledgerEntryOf.ts";
import { openWindow } from "./openWindow.ts";
import { type Activity, NoteWriter } from "./progressNote.ts";
import { readWindowOptions } from "./windowOptions.ts";

const observedText = {
  change: "change",
  reset: "reset",
  limit: "limit",
  window: "left the window",
  returned: "given back",
  notBooked: "not booked",
  unexplained: "unexplained",
};
const replaceEvery = 4;

const options = readWindowOptions();
const { write: note } = new NoteWriter(options.notes, options.name);
note({ kind: "begin", activity: "open" });
const { services, random } = openWindow(options, note);
await services.start();

let exported = 0;
const actions: Readonly<Record<Exclude<Activity, "open">, () => Promise<unknown>>> = {
  poll: () => services.poller.refresh(),
  sync: () =>
    Promise.all(
      services.poller.statuses().map(async ({ account, reading }) => {
        if (reading) await services.ledgerSync.sync(account, reading.snapshot);
      }),
    ),
  export: async () => {
    exported += 1;
    const format = random() < 0.5 ? "csv" : "json";
    // Every fourth export replaces an older one.
    const name = exported % replaceEvery === 0 ? "latest" : `${options.name}-${exported}`;
    const file = `${name}.${format}`;
    const entries = await exportLedger(
      services.history,
      {
        format,
        path: path.join(options.storage, "exports", file),
        filters: services.accountList.all().map(({ id }) => ({ accountId: id, source: "provider" })),
        signal: new AbortController().signal,
        onProgress: () => {},
      },
      { observedDescriptions: observedText, toEntry: ledgerEntryOf },
    );
    note({ kind: "export", file, entries });
  },
};

const choices = ["poll", "sync", "export"] as const;
for (;;) {
  const activity = choices[Math.floor(random() * choices.length)] ?? "poll";
  note({ kind: "begin", activity });
  await actions[activity]();
}
