import type { ReadingReport } from "./accountReader.ts";

export interface RecentReading extends ReadingReport {
  /** When the attempt ended, in epoch milliseconds. */
  readonly atMs: number;
}

const maxReadings = 20;

/** The last readings of this window, for diagnostics. */
export class RecentReadings {
  #readings: readonly RecentReading[] = [];

  add(report: ReadingReport, atMs: number): void {
    this.#readings = [{ ...report, atMs }, ...this.#readings.slice(0, maxReadings - 1)];
  }

  /** The newest first. */
  all(): readonly RecentReading[] {
    return this.#readings;
  }
}
