// A window that is simply open: `node --expose-gc windowAtWork.mjs ORDER`. It polls on schedule and keeps its ledgers,
// and now and then puts on record what lives in it.

import { openWindow } from "./openWindow.ts";
import { NoteFile } from "./progressNote.ts";
import { takeCensus } from "./resourceCounter.ts";
import { readOrder } from "./windowOptions.ts";

/** A census halts the window for half a second, so there are few. */
const everyMs = 15_000;
const lookMs = 100;

const order = readOrder();
const { write: note } = new NoteFile(order.notes, order.name);
note({ kind: "begin", deed: "open" });
const { house, clock } = openWindow(order, note);
await house.start();

let dueMs = Date.now() + lookMs;
let lagsMs: number[] = [];
setInterval(() => {
  lagsMs.push(Date.now() - dueMs);
  dueMs = Date.now() + lookMs;
}, lookMs);

setInterval(() => {
  const lagMs = lagsMs.toSorted((a, b) => b - a)[Math.floor(lagsMs.length / 20)] ?? 0;
  globalThis.gc?.();
  // A request's signals live on for the 15 s that it might have taken.
  note({ kind: "census", ...takeCensus([AbortSignal]), timers: clock.timers, lagMs });
  lagsMs = [];
  dueMs = Date.now() + lookMs;
}, everyMs);
