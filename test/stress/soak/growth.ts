import { median } from "../../../scripts/helpers/report.ts";

/** A quantity that is measured in a process again and again, and how far it may grow. */
export interface Metric<Sample> {
  readonly name: string;
  readonly measure: (sample: Sample) => number;
  /** The largest value that is allowed at the end, for the value at the beginning. */
  readonly limit: (before: number) => number;
}

const maxGrowth = 0.1;

/** Allows a tenth more. */
export const tenthMore = (before: number): number => before * (1 + maxGrowth);

/** Allows `count` more, for what comes and goes. */
export const countMore =
  (count: number) =>
  (before: number): number =>
    before + count;

export const growthHead = ["medians", "at the beginning", "at the end", "change", "max"];

/**
 * A table row for each metric of a process, from its samples at the beginning, at the end and of all the
 * time.
 */
export function growthRows<Sample>(
  subject: string,
  samples: Readonly<Record<"first" | "last" | "all", readonly Sample[]>>,
  metrics: readonly Metric<Sample>[],
): { readonly rows: readonly string[][]; readonly complaints: readonly string[] } {
  const complaints: string[] = [];
  const rows = metrics.map(({ name, measure, limit }) => {
    const [before, after] = [median(samples.first.map(measure)), median(samples.last.map(measure))];
    const growth = before === 0 ? after : after / before - 1;
    // Written so that a missing value is a complaint too.
    if (!(after <= limit(before))) complaints.push(`${subject}: ${name} grew from ${before} to ${after}`);
    const max = Math.max(...samples.all.map(measure));
    return [`${subject}: ${name}`, before, after, `${(growth * 100).toFixed(1)} %`, max].map(String);
  });
  return { rows, complaints };
}
