import type { ReadingReport } from "./accountReader.ts";

export interface RecentReading extends ReadingReport {
  /** When it ended, in epoch milliseconds. */
  readonly atMs: number;
}

const maxReadings = 20;

/** How the last readings of this window went, for diagnostics. */
export class RecentReadings {
  #kept: readonly RecentReading[] = [];

  add(report: ReadingReport, atMs: number): void {
    this.#kept = [{ ...report, atMs }, ...this.#kept.slice(0, maxReadings - 1)];
  }

  /** The newest first. */
  all(): readonly RecentReading[] {
    return this.#kept;
  }
}
