// A window that is simply open: `node --expose-gc windowAtWork.mjs ORDER`. It polls on schedule and keeps its ledgers,
// and every few seconds puts on record what lives in it.
import { PolledAccount } from "../../src/services/polledAccount.ts";
import { takeCensus } from "./census.ts";
import { NoteFile } from "./note.ts";
import { openWindow } from "./openWindow.ts";
import { readOrder } from "./windowOrder.ts";

const everyMs = 5_000;

const order = readOrder();
const { write: note } = new NoteFile(order.notes, order.name);
note({ kind: "begin", deed: "open" });
const { house, clock } = openWindow(order, note);
await house.start();
setInterval(() => {
  // A request's signals live on for the 15 s that it might have taken.
  globalThis.gc?.();
  note({ kind: "census", ...takeCensus([PolledAccount, AbortSignal]), timers: clock.timers });
}, everyMs);
