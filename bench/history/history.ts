// The history database at its full size: each query beside the bare SQLite query for the same rows (the
// baseline), and beside loading, filtering and sorting those rows from one JSON file of the account.
import { statSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { runScript, scratchFolder } from "../../scripts/helpers/cleanUp.ts";
import { log } from "../../scripts/helpers/log.ts";
import { median, milliseconds, printTable } from "../../scripts/helpers/report.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { benchAccounts } from "../helpers/benchAccounts.ts";
import { accountName, fillHistory, fullSize, pollMs } from "../helpers/fillHistory.ts";
import { measure } from "../helpers/measure.ts";
import { saveLastReadings } from "../helpers/placeHistory.ts";
import { balanceReading, openOrThrow } from "../helpers/readings.ts";
import { historySteps } from "./historySteps.ts";
import { loadJsonHistory, writeJsonHistory } from "./jsonHistory.ts";
import { minuteReadings } from "./minuteReadings.ts";
import { yearOfPolls } from "./yearOfPolls.ts";

const measuredAccount = 7;
const openingCount = 15;

await runScript(async () => {
  const folder = scratchFolder("bench");
  const file = path.join(folder, "history.db");
  const { accounts, samplesEach, entriesEach, endMs } = fullSize;
  log(`filling a database with ${accounts * samplesEach} samples and ${accounts * entriesEach} entries`);
  const startMs = performance.now();
  await fillHistory(file);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  log(`${accounts} accounts, ${megabytes(statSync(file).size)}, filled in ${seconds} s`);
  const json = path.join(folder, "history.json");
  const jsonBytes = writeJsonHistory(json, file, [measuredAccount]);

  const openings = await measureOpenings(file);
  const store = openOrThrow(await openHistory(file));
  const bare = new DatabaseSync(file, { readOnly: true });
  const rows = historySteps({
    store,
    bare,
    jsonPath: json,
    account: measuredAccount,
    accountId: accountName(measuredAccount - 1),
  }).map(({ name, ours, bareSqlite, jsonFile }) => {
    const timing = measure(ours);
    return [
      name,
      milliseconds(timing.firstMs),
      milliseconds(timing.medianMs),
      milliseconds(timing.worstMs),
      milliseconds(measure(bareSqlite).medianMs),
      milliseconds(measure(jsonFile, 3).medianMs),
    ];
  });
  let readAtMs = endMs;
  const record = measure((run) => {
    readAtMs += pollMs;
    store.recordReading(
      accountName(measuredAccount - 1),
      [balanceReading(`${5000 - run}.5`)],
      readAtMs,
      pollMs * 3,
    );
  }, 1000);
  bare.close();
  store.close();
  printTable(
    `One account of ${accounts}: ${samplesEach} samples, ${entriesEach} entries (its JSON file: ${megabytes(jsonBytes)})`,
    ["step", "first", "median", "worst", "bare SQLite", "JSON file"],
    [
      openings,
      ...rows,
      ["record a reading", ...[record.firstMs, record.medianMs, record.worstMs].map(milliseconds), "", ""],
    ],
  );
  const allFile = path.join(folder, "all-accounts.json");
  const allBytes = writeJsonHistory(
    allFile,
    file,
    Array.from({ length: accounts }, (_, index) => index + 1),
  );
  const { medianMs } = measure(() => loadJsonHistory(allFile), 3);
  log(
    `all ${accounts} accounts in one JSON file: ${megabytes(allBytes)}, loaded in ${milliseconds(medianMs)}`,
  );
  const year = await yearOfPolls(path.join(folder, "year.db"));
  printTable(
    "A year of 5-minute polls of an account that changes at every poll",
    ["readings", "bytes", "per reading", "record, median", "99 %", "worst"],
    [
      [
        String(year.readings),
        `${year.bytes} (${megabytes(year.bytes)})`,
        `${(year.bytes / year.readings).toFixed(1)} bytes`,
        ...[year.medianMs, year.p99Ms, year.worstMs].map(milliseconds),
      ],
    ],
  );

  const minutes = [];
  for (const rises of [false, true]) {
    const { readings, bytes, worstThinMs } = await minuteReadings(
      path.join(folder, `minutes-${rises}.db`),
      rises,
    );
    minutes.push([
      rises ? "up and down" : "down",
      String(readings),
      megabytes(bytes),
      megabytes(30 * bytes),
      milliseconds(worstThinMs),
    ]);
  }
  printTable(
    "A new value each minute for 400 days, older samples thinned",
    ["values", "readings", "an account", "thirty accounts", "thinning, worst"],
    minutes,
  );
  return 0;
});

/** What a window does with the history before it shows the last readings of all accounts. */
async function measureOpenings(file: string): Promise<string[]> {
  await saveLastReadings(file, benchAccounts, fullSize.endMs);
  const times: number[] = [];
  for (let count = 0; count < openingCount; count += 1) {
    const startMs = performance.now();
    const store = openOrThrow(await openHistory(file));
    for (const { id } of benchAccounts) store.loadAttempt(id);
    times.push(performance.now() - startMs);
    store.close();
  }
  const bare = measure(() => {
    const database = new DatabaseSync(file, { readOnly: true });
    database.prepare("SELECT * FROM attempt").all();
    database.close();
  });
  const [firstMs = 0] = times;
  return [
    "open, last readings",
    ...[firstMs, median(times), Math.max(...times), bare.medianMs].map(milliseconds),
    "",
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
