import { minuteMs } from "../../src/core/time/durations.ts";
import type { Note } from "../../test/stress/progressNote.ts";
import type { SoakResult } from "../../test/stress/soakRun.ts";
import { median, printTable } from "../helpers/report.ts";
import { type Figure, more, share } from "./growthLimit.ts";

/** The first minute fills caches; the last of it is what is left in the end. */
const [settledMs, spanMs] = [minuteMs, 45_000];
/** A request's signals live on for the 15 s that it might have taken: as many as were just asked come and go. */
const mostMoreSignals = 30;

type Census = Note<"resources">;

/** Prints what lives in each window after its first minute and at the end; returns what grew. */
export function memoryTable({ resourceNotes }: SoakResult): string[] {
  const complaints: string[] = [];
  const startMs = Math.min(...resourceNotes.map(({ atMs }) => atMs));
  const endMs = Math.max(...resourceNotes.map(({ atMs }) => atMs));
  const settled = Math.min(settledMs, (endMs - startMs) / 3);
  const rows = [...Map.groupBy(resourceNotes, ({ window }) => window)].flatMap(([window, all]) => {
    const first = all.filter(({ atMs }) => atMs >= startMs + settled && atMs < startMs + settled + spanMs);
    const last = all.filter(({ atMs }) => atMs >= endMs - spanMs);
    return Object.entries(figures).map(([name, { of, most }]) => {
      const [before, after] = [median(first.map(of)), median(last.map(of))];
      const growth = before === 0 ? after : after / before - 1;
      if (after > most(before)) complaints.push(`${window}: ${name} grew from ${before} to ${after}`);
      const peak = Math.max(...all.map(of));
      return [`${window}: ${name}`, before, after, `${(growth * 100).toFixed(1)} %`, peak].map(String);
    });
  });
  const head = ["median of three", "after the first minute", "at the end", "change", "most"];
  printTable("What lives in a window", head, rows);
  return complaints;
}

const figures: Readonly<Record<string, Figure<Census>>> = {
  "resident MB": { of: ({ residentBytes }) => Math.round(residentBytes / 1e5) / 10, most: share },
  "heap MB": { of: ({ heapBytes }) => Math.round(heapBytes / 1e5) / 10, most: share },
  listeners: { of: ({ listeners }) => listeners, most: share },
  timers: { of: ({ timers }) => timers, most: share },
  handles: {
    of: ({ resources }) => Object.values(resources).reduce((sum, count) => sum + count, 0),
    most: share,
  },
  // What the machine does to a window is not the window's fault.
  "lag ms": { of: ({ lagMs }) => Math.round(lagMs), most: () => Number.POSITIVE_INFINITY },
  "abort signals": { of: ({ objects }) => objects.AbortSignal ?? 0, most: more(mostMoreSignals) },
};
