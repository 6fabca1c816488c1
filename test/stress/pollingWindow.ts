// A window that is simply open: `node --expose-gc pollingWindow.mjs OPTIONS.json`. It polls on schedule,
// syncs its ledgers and records its resources at an interval.

import { openWindow } from "./openWindow.ts";
import { NoteWriter } from "./progressNote.ts";
import { countResources } from "./resourceCounter.ts";
import { readWindowOptions } from "./windowOptions.ts";

/** Counting resources stops the window for half a second, so it is done rarely. */
const everyMs = 15_000;
const lookMs = 100;

const options = readWindowOptions();
const { write: note } = new NoteWriter(options.notes, options.name);
note({ kind: "begin", activity: "open" });
const { services, clock } = openWindow(options, note);
await services.start();

let dueMs = Date.now() + lookMs;
let lagsMs: number[] = [];
setInterval(() => {
  lagsMs.push(Date.now() - dueMs);
  dueMs = Date.now() + lookMs;
}, lookMs);

setInterval(() => {
  const lagMs = lagsMs.toSorted((a, b) => b - a)[Math.floor(lagsMs.length / 20)] ?? 0;
  globalThis.gc?.();
  // A request's signals stay alive for its time limit of 15 s.
  note({ kind: "resources", ...countResources([AbortSignal]), timers: clock.timers, lagMs });
  lagsMs = [];
  dueMs = Date.now() + lookMs;
}, everyMs);
