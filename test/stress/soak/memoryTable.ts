import { printTable } from "../../../scripts/helpers/report.ts";
import { minuteMs } from "../../../src/core/time/durations.ts";
import type { Note } from "../progressNote.ts";
import type { SoakResult } from "../soakRun.ts";
import { countMore, growthHead, growthRows, type Metric, tenthMore } from "./growth.ts";

/** The first minute fills caches. Beginning and end are the medians of so long. */
const [settledMs, spanMs] = [minuteMs, 45_000];
/** A request's signals stay alive for its time limit of 15 s, so their number varies by the last requests. */
const moreSignals = 30;

const metrics: readonly Metric<Note<"resources">>[] = [
  {
    name: "resident MB",
    measure: ({ residentBytes }) => Math.round(residentBytes / 1e5) / 10,
    limit: tenthMore,
  },
  { name: "heap MB", measure: ({ heapBytes }) => Math.round(heapBytes / 1e5) / 10, limit: tenthMore },
  { name: "listeners", measure: ({ listeners }) => listeners, limit: tenthMore },
  { name: "timers", measure: ({ timers }) => timers, limit: tenthMore },
  {
    name: "handles",
    measure: ({ resources }) => Object.values(resources).reduce((sum, count) => sum + count, 0),
    limit: tenthMore,
  },
  // The machine's load causes it.
  { name: "lag ms", measure: ({ lagMs }) => Math.round(lagMs), limit: () => Number.POSITIVE_INFINITY },
  {
    name: "abort signals",
    measure: ({ objects }) => objects.AbortSignal ?? 0,
    limit: countMore(moreSignals),
  },
];

/** Prints the resources of each window after its first minute and at the end; returns what grew. */
export function printMemory({ resourceNotes }: SoakResult): readonly string[] {
  const startMs = Math.min(...resourceNotes.map(({ atMs }) => atMs));
  const endMs = Math.max(...resourceNotes.map(({ atMs }) => atMs));
  const fromMs = startMs + Math.min(settledMs, (endMs - startMs) / 3);
  const tables = [...Map.groupBy(resourceNotes, ({ window }) => window)].map(([window, all]) => {
    const first = all.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + spanMs);
    const last = all.filter(({ atMs }) => atMs >= endMs - spanMs);
    return growthRows(window, { first, last, all }, metrics);
  });
  printTable(
    "Resources of each window",
    growthHead,
    tables.flatMap(({ rows }) => rows),
  );
  return tables.flatMap(({ complaints }) => complaints);
}
