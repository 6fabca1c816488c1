import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { LedgerQuery } from "../../src/core/ledger/ledgerEntry.ts";
import { dayMs } from "../../src/core/time/durations.ts";
import type { HistoryStore } from "../../src/store/historyStore.ts";
import { fullSize, pollMs } from "../helpers/fillHistory.ts";
import { type JsonRow, loadJsonHistory } from "./jsonHistory.ts";

export interface Step {
  readonly name: string;
  readonly ours: (run: number) => unknown;
  /** The bare SQLite query for the same rows, without merging, checking, counting and texts. */
  readonly bareSqlite: () => unknown;
  /** The same rows from one JSON file. */
  readonly jsonFile: () => unknown;
}

export interface Subject {
  readonly store: HistoryStore;
  readonly bare: DatabaseSync;
  readonly jsonPath: string;
  readonly account: number;
  readonly accountId: string;
}

const observedText = {
  change: "Observed between and",
  reset: "Period reset",
  limit: "Limit changed",
  window: "Left the window",
  returned: "Given back",
  notBooked: "Not booked yet",
  unexplained: "Unexplained",
};

/** The queries of the panel while a user browses. */
export function historySteps(subject: Subject): Step[] {
  const { store, bare, jsonPath, account, accountId } = subject;
  const { endMs } = fullSize;
  const page = (filter: Partial<LedgerQuery>) =>
    store.ledger({ accountId, order: "newest", limit: 100, ...filter }, observedText);
  const query = (sql: string, ...values: SQLInputValue[]) => {
    const statement = bare.prepare(sql);
    return () => statement.all(account, ...values);
  };
  const fromJson = (keep: (row: JsonRow) => boolean) => () =>
    loadJsonHistory(jsonPath)
      .filter((row) => row.type !== null && keep(row))
      .sort((a, b) => b.at - a.at)
      .slice(0, 100);
  const contains = (text: string) => (row: JsonRow) =>
    `${row.description ?? observedText.change} ${row.reference} ${row.id}`.toLowerCase().includes(text);
  const samples = "SELECT * FROM sample WHERE meter = ? AND change IS NOT NULL";
  const newest = "ORDER BY from_ms DESC LIMIT 100";

  let cursor: string | undefined;
  const step = (
    name: string,
    filter: Partial<LedgerQuery>,
    bareSqlite: Step["bareSqlite"],
    keep: (row: JsonRow) => boolean,
  ) => ({
    name,
    // Each run has another filter, which matches all rows, so that no cached count is used, as after a write
    // of another window.
    ours: (run: number) => page({ toMs: endMs + dayMs + run, ...filter }),
    bareSqlite,
    jsonFile: fromJson(keep),
  });
  const month = { fromMs: endMs - 60 * dayMs, toMs: endMs - 30 * dayMs };
  const chart = (days: number) => ({
    ours: () => store.chart({ accountId, meterId: "balance", fromMs: endMs - days * dayMs, buckets: 800 }),
    bareSqlite: query(
      `SELECT min(CAST(remaining AS REAL)), max(CAST(remaining AS REAL)) FROM sample
        WHERE meter = ? AND from_ms >= ${endMs - days * dayMs} GROUP BY from_ms / ${Math.ceil((days * dayMs) / 800)}`,
    ),
    jsonFile: () =>
      loadJsonHistory(jsonPath)
        .filter((row) => row.at >= endMs - days * dayMs)
        .map((row) => Number(row.remaining)),
  });
  return [
    step("first page", {}, query(`${samples} ${newest}`), () => true),
    {
      name: "next page",
      ours: () => {
        cursor = page(cursor === undefined ? {} : { cursor }).next;
      },
      bareSqlite: query(`${samples} AND from_ms < ? ${newest}`, endMs - 30 * dayMs),
      jsonFile: fromJson(() => true),
    },
    step("oldest first", { order: "oldest" }, query(`${samples} ORDER BY from_ms LIMIT 100`), () => true),
    step(
      "filter: credits",
      { type: "credit" },
      query(`${samples} AND change = 2 ${newest}`),
      (row) => row.type === "credit",
    ),
    step(
      "filter: adjustments, none",
      { type: "adjustment" },
      query(`${samples} AND change >= 3 ${newest}`),
      () => false,
    ),
    step(
      "filter: booked",
      { source: "provider" },
      query("SELECT * FROM entry WHERE account = ? ORDER BY at_ms DESC LIMIT 100"),
      (row) => row.description !== null,
    ),
    step(
      "filter: a month",
      month,
      query(`${samples} AND from_ms BETWEEN ? AND ? ${newest}`, month.fromMs, month.toMs),
      (row) => row.at >= month.fromMs && row.at < month.toMs,
    ),
    ...["observed", "ÜBERSETZUNG", "no such words", "job 4711"].map((text) =>
      step(
        `search: ${text}`,
        { text },
        query(
          "SELECT * FROM entry WHERE account = ? AND instr(search, ?) > 0 ORDER BY at_ms DESC LIMIT 100",
          text.toLowerCase(),
        ),
        contains(text.toLowerCase()),
      ),
    ),
    ...["21:59", "2026-09-1"].map((text) =>
      step(
        `search: ${text}`,
        { text },
        query(
          `${samples} AND instr(strftime('%Y-%m-%d %H:%M', from_ms / 1000, 'unixepoch', 'localtime'), ?) > 0 ${newest}`,
          text,
        ),
        (row) => localTime(row.at).includes(text),
      ),
    ),
    step(
      "search: 9876543",
      { text: "9876543" },
      query(`${samples} AND instr(from_ms, ?) > 0 ${newest}`, "9876543"),
      contains("9876543"),
    ),
    { name: "chart, all time", ...chart((fullSize.samplesEach * pollMs) / dayMs) },
    { name: "chart, 30 days", ...chart(30) },
    { name: "chart, 24 hours", ...chart(1) },
    {
      name: "consumption per day, all time",
      ours: () =>
        store.consumption(accountId, "balance", { fromMs: 0, toMs: endMs + dayMs, timeZone: "UTC" }),
      bareSqlite: query("SELECT sum(CAST(amount AS REAL)) FROM sample WHERE meter = ? AND change = 1"),
      jsonFile: () => loadJsonHistory(jsonPath).reduce((sum, row) => sum + Number(row.amount), 0),
    },
    {
      name: "balances, all time",
      ours: () => store.balances(accountId, "balance", 0, endMs + dayMs),
      bareSqlite: query("SELECT from_ms, to_ms, remaining, held FROM sample WHERE meter = ?"),
      jsonFile: () => loadJsonHistory(jsonPath).map((row) => [row.at, row.remaining]),
    },
  ];
}

function localTime(atMs: number): string {
  return new Date(atMs).toLocaleString("sv").slice(0, 16);
}
