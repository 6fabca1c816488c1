// A separate window: `node leaseProcess.ts <file> <start> <count>`. It waits until `start`, so that several windows
// begin at once, acquires `count` leases and notifications, and writes those that it got. It releases none.
import { setTimeout as wait } from "node:timers/promises";
import { systemClock } from "../../../../../src/services/common/clock.ts";
import { Leases } from "../../../../../src/services/coordination/leases.ts";
import { NotificationLog } from "../../../../../src/services/coordination/notificationLog.ts";
import { historyAt } from "../../../../helpers/historyAt.ts";

const [file = "", start = "0", count = "0"] = process.argv.slice(2);
const history = historyAt(file);
const leases = new Leases(history, systemClock);
const notificationLog = new NotificationLog(history, systemClock);
await history.read((store) => store.accountIds());
while (Date.now() < Number(start));
for (let index = 0; index < Number(count); index += 1) {
  if ((await leases.acquire(`read ${index}`)).kind === "mine") console.log(`read ${index}`);
  if (await notificationLog.claim(`low ${index}`)) console.log(`claimed ${index}`);
  // Windows pause between their requests; without pauses, SQLite may let one process wait forever.
  await wait(5 + Math.random() * 10);
}
history.dispose();
// Its lease timers would keep the process alive.
process.exit();
