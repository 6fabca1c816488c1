// A ledger of a year: 50,000 readings beside 100,000 entries of the provider. How long the extension host is busy with the
// first comparison of both and after each reading, in steps between which it does other work, beside reading the same rows
// with bare SQLite; all as time of the processor.
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { runScript, scratchFolder } from "../../scripts/helpers/cleanUp.ts";
import { log } from "../../scripts/helpers/log.ts";
import { milliseconds, printTable } from "../../scripts/helpers/report.ts";
import { accountId, YearOfEntries, yearSize } from "./yearOfEntries.ts";

const readings = 100;
const strings = {
  change: "",
  reset: "",
  limit: "",
  window: "",
  returned: "",
  notBooked: "",
  unexplained: "",
};

await runScript(async () => {
  const file = path.join(scratchFolder("bench"), "year.db");
  const year = await YearOfEntries.create(file);
  const page = () => year.store.ledger({ accountId, order: "newest", limit: 100 }, strings);
  const first = compare(year);
  const unexplained = year.store.unexplained(accountId, "balance")?.length ?? 0;
  const [steps, totals, pages]: number[][] = [[], [], []];
  for (let index = 0; index < readings; index += 1) {
    year.read();
    const compared = compare(year);
    steps?.push(...compared);
    const pageMs = busyMs(page);
    pages?.push(pageMs);
    totals?.push(sum(compared) + pageMs);
  }
  const bare = new DatabaseSync(file, { readOnly: true });
  const read = (sql: string) => () => bare.prepare(sql).all();
  const bareYear = busyMs(() => {
    read("SELECT from_ms, to_ms, remaining FROM sample ORDER BY from_ms")();
    read("SELECT at_ms, amount FROM entry ORDER BY at_ms")();
  });
  const barePage = busyMs(read("SELECT * FROM entry ORDER BY at_ms DESC LIMIT 100"));
  bare.close();
  year.store.close();
  const row = (name: string, times: readonly number[], total: string, floor: string) => [
    name,
    String(times.length),
    milliseconds(at(times, 0.5)),
    milliseconds(at(times, 1)),
    total,
    floor,
  ];
  printTable(
    `A year of ${yearSize.readings} readings and ${yearSize.readings * yearSize.entriesEach} entries`,
    ["host busy with", "times", "median", "worst", "all", "bare SQLite"],
    [
      row("first comparison, a step", first, milliseconds(sum(first)), milliseconds(bareYear)),
      row("comparison after a reading, a step", steps ?? [], "", ""),
      row("page of the ledger after a reading", pages ?? [], "", milliseconds(barePage)),
      row("comparison and page after a reading", totals ?? [], "", ""),
    ],
  );
  log(`${unexplained} changes are unexplained`);
  return 0;
});

/** How long each step of a comparison took, in milliseconds. */
function compare({ store }: YearOfEntries): number[] {
  const times: number[] = [];
  for (let isLeft = true; isLeft; ) {
    times.push(
      busyMs(() => {
        isLeft = store.advanceComparison(accountId);
      }),
    );
  }
  return times;
}

/** How long the processor was busy with it, which other processes do not lengthen. */
function busyMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function sum(times: readonly number[]): number {
  return times.reduce((total, ms) => total + ms, 0);
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
