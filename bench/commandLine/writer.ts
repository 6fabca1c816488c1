// Writes readings of one account until it is stopped, as a window does; then prints how long its writes took.
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { median, milliseconds, quantile } from "../../scripts/helpers/report.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { pollMs } from "../helpers/fillHistory.ts";
import { balanceReading, openOrThrow } from "../helpers/readings.ts";

const everyMs = 50;
const [storage = "", accountId = ""] = process.argv.slice(2);
const store = openOrThrow(await openHistory(path.join(storage, "history.db")));
const times: number[] = [];
let isStopped = false;
process.once("SIGTERM", () => {
  isStopped = true;
});
for (let index = 0; !isStopped; index += 1) {
  const startMs = performance.now();
  store.recordReading(accountId, [balanceReading(`${400_000 - index}.5`)], Date.now(), pollMs * 3);
  times.push(performance.now() - startMs);
  await wait(everyMs);
}
store.close();
const [middle, high, worst] = [median(times), quantile(times, 0.99), Math.max(...times)].map(milliseconds);
console.log(`${times.length} writes, median ${middle}, 99 % ${high}, worst ${worst}`);
