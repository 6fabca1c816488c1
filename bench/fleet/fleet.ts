// A hundred thousand installs and one provider through a day with an outage, five minutes of status 429, and
// a release that restarts every install: the product's schedule beside a client with a fixed interval that
// retries at once.
import { runScript } from "../../scripts/helpers/cleanUp.ts";
import { printTable } from "../../scripts/helpers/report.ts";
import { fixedIntervalClient, productClient } from "./clients.ts";
import { day, dayS } from "./day.ts";
import { simulateDay } from "./simulateDay.ts";

const installs = 100_000;
/** For numbers that are proportional to the number of installs. */
const few = 10_000;
const minuteS = 60;
const hourS = 60 * minuteS;
const { outage, rateLimited, release } = day;

const spans = [
  ["night, 02:00–04:00", 2 * hourS, 4 * hourS],
  ["people arrive, 08:00–10:00", 8 * hourS, 10 * hourS],
  ["half an hour before the outage", outage.fromS - 30 * minuteS, outage.fromS],
  ["outage of 10 minutes", outage.fromS, outage.toS],
  ["5 minutes after it", outage.toS, outage.toS + 5 * minuteS],
  ["an hour after it", outage.toS, outage.toS + hourS],
  ["lunch, 12:00–13:00", 12 * hourS, 13 * hourS],
  ["half an hour before the 429s", rateLimited.fromS - 30 * minuteS, rateLimited.fromS],
  ["5 minutes of 429s, all given “14:15”", rateLimited.fromS, rateLimited.toS],
  ["until 14:15", rateLimited.toS, rateLimited.retryAtS],
  ["5 minutes from 14:15", rateLimited.retryAtS, rateLimited.retryAtS + 5 * minuteS],
  ["an hour from 14:15", rateLimited.retryAtS, rateLimited.retryAtS + hourS],
  ["release: the minute of restarts", release.fromS, release.toS],
  ["10 minutes after it", release.toS, release.toS + 10 * minuteS],
  ["an hour after it", release.toS, release.toS + hourS],
  ["the whole day", 0, dayS],
] as const;

const every5S = 5 * minuteS;

await runScript(async () => {
  const clients = [productClient(every5S), fixedIntervalClient(every5S)];
  const days = clients.map((client) => simulateDay({ client, installs, intervalS: every5S }));
  printTable(
    `${count(installs)} installs, an account each, every 5 minutes: requests per second`,
    ["", "ours", "peak", "peak/mean", "naive", "peak", "peak/mean"],
    spans.map(([name, fromS, toS]) => [name, ...days.flatMap((requests) => rates(requests, fromS, toS))]),
  );
  const restarted = {
    ours: productClient(every5S),
    "ours, no database": productClient(every5S, false),
    naive: fixedIntervalClient(every5S),
  };
  printTable(
    `The release that restarts ${count(few)} installs: requests per second in the hour from it`,
    ["", "mean", "peak", "peak/mean"],
    Object.entries(restarted).map(([name, client]) => {
      const requests = simulateDay({ client, installs: few, intervalS: every5S });
      return [name, ...rates(requests, release.fromS, release.fromS + hourS)];
    }),
  );
  printTable(
    `What refreshMinutes changes: requests per second of ${count(few)} installs in office hours, and of one in a day`,
    ["refreshMinutes", "mean", "peak", "peak/mean", "a day"],
    [1, 5, 15, 60].map((minutes) => {
      const intervalS = minutes * minuteS;
      const requests = simulateDay({ client: productClient(intervalS), installs: few, intervalS });
      const total = requests.reduce((sum, count) => sum + count, 0);
      return [`${minutes} min`, ...rates(requests, 9.5 * hourS, 10.5 * hourS), count(total / few)];
    }),
  );
  return 0;
});

/** The mean, the busiest second, and their ratio. */
function rates(requests: Uint32Array, fromS: number, toS: number): readonly string[] {
  const span = requests.subarray(fromS, toS);
  const mean = span.reduce((sum, count) => sum + count, 0) / span.length;
  const peak = Math.max(...span);
  return [count(mean), count(peak), (peak / mean).toFixed(1)];
}

function count(value: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
