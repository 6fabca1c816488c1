// A window of its own: `node claimProcess.ts <file> <start> <count>`. Waits for `start`, so that several begin at
// once, claims `count` things one after the other and says which it got. It ends without releasing any.
import { setTimeout as wait } from "node:timers/promises";
import { systemClock } from "../../../../../src/services/common/clock.ts";
import { Leases } from "../../../../../src/services/coordination/leases.ts";
import { NotificationLog } from "../../../../../src/services/coordination/notificationLog.ts";
import { historyAt } from "../../../../helpers/historyAt.ts";

const [file = "", start = "0", count = "0"] = process.argv.slice(2);
const history = historyAt(file);
const leases = new Leases(history, systemClock);
const notificationLog = new NotificationLog(history, systemClock);
await history.accountIds();
while (Date.now() < Number(start));
for (let index = 0; index < Number(count); index += 1) {
  if ((await leases.acquire(`read ${index}`)).kind === "mine") console.log(`read ${index}`);
  if (await notificationLog.claim(`low ${index}`)) console.log(`told ${index}`);
  // Windows do not claim without a pause; SQLite lets one wait in vain among others that never rest.
  await wait(5 + Math.random() * 10);
}
history.dispose();
// What it claimed it would renew for a while yet.
process.exit();
