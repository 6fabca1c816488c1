// A separate window: `node windowProcess.ts <file> <work> <start> <count>`. It waits until `start`, so that several
// windows begin at once, and writes a line for each write that it has done.
import { amountOf } from "../../../../../src/core/money/amount.ts";
import { systemClock } from "../../../../../src/services/common/clock.ts";
import { BusyRetry } from "../../../../../src/services/history/busyRetry.ts";
import { openHistory } from "../../../../../src/store/database/openHistory.lazy.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { entry, gapMs, meter, pollMs, startMs } from "./readings.ts";

const [file = "", work = "", start = "0", count = "0"] = process.argv.slice(2);
while (Date.now() < Number(start));
const opened = await openHistory(file);
console.log(opened.kind === "open" ? `open ${opened.damagedMovedTo ?? ""}` : `off ${opened.reason}`);
if (opened.kind === "open") {
  const { store } = opened;
  const busyRetry = new BusyRetry(systemClock);
  for (let index = 0; index < Number(count); index += 1) {
    const reading = meter(`${1_000_000 - ((index * 37) % 101)}`, { used: String(index) });
    const meters = [reading, meter(String(index), { id: "requests" })];
    await busyRetry.run(async () => store.recordReading("poof", meters, startMs + index * pollMs, gapMs));
    const page = [
      work === "own"
        ? entry(`${process.pid}-${index}`, startMs + index, { amount: amountOf("1") })
        : entry(index + 1, startMs + index),
    ];
    if (work !== "record") await busyRetry.run(async () => storeLedgerPage(store, "poof", page, reading));
    console.log(`did ${index}`);
  }
  store.close();
}
