import { seededRandom } from "../../src/core/common/seededRandom.ts";
import { median } from "./tally.ts";

/** Of a halt: when it began, how long it lasts, and how long the remaining amount lasts; in days. */
interface Halt {
  readonly sinceDays: number;
  readonly forDays: number;
  readonly lastsDays: number;
}

const caseCount = 5_000;
const stepDays = 0.05;
const maxRestDays = 10;

/**
 * What an observer could say of halts at best who knows the rate of spending exactly, and from which distributions the
 * lengths of halts and the amounts are drawn, which nobody knows. Returns how often the shortest range of `level` holds
 * the truth, and its median width as a share of the truth. A halt that is over costs a tenth.
 */
export function informedObserver(level: number): { readonly rightShare: number; readonly width: number } {
  const random = seededRandom(7);
  let rightCount = 0;
  const widths: number[] = [];
  for (let index = 0; index < caseCount; index += 1) {
    const halt = {
      sinceDays: 1 + 3 * random(),
      forDays: 2 + 8 * random(),
      lastsDays: 0.5 * 90 ** random(),
    };
    const restDays = halt.forDays - halt.sinceDays;
    if (restDays <= 0) {
      rightCount += 1;
      widths.push(0.1);
      continue;
    }
    const [from, to] = shortestRange(restWeights(halt), level);
    if (restDays >= from - stepDays && restDays <= to + stepDays) rightCount += 1;
    widths.push((to - from) / Math.max(halt.lastsDays, restDays));
  }
  return { rightShare: rightCount / caseCount, width: median(widths) };
}

/** How likely each rest of the halt is, given its age and the amount. */
function restWeights({ sinceDays, forDays, lastsDays }: Halt): readonly number[] {
  const spendingDays = Math.max(0, lastsDays - (forDays - sinceDays));
  return Array.from({ length: maxRestDays / stepDays }, (_, step) => {
    const rest = step * stepDays;
    if (rest < 2 - sinceDays || rest > 10 - sinceDays) return 0;
    // Amounts last for a time whose logarithm is uniform, from half a day to 45 days.
    if (spendingDays === 0) return Math.log(Math.max(rest, 0.5) / 0.5);
    return rest + spendingDays >= 0.5 && rest + spendingDays <= 45 ? 1 / (rest + spendingDays) : 0;
  });
}

function shortestRange(weights: readonly number[], level: number): readonly [number, number] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let best: readonly [number, number] = [0, weights.length];
  let [end, inside] = [0, 0];
  for (const [start, weight] of weights.entries()) {
    while (end < weights.length && inside < level * total) {
      inside += weights[end] ?? 0;
      end += 1;
    }
    if (inside < level * total) break;
    if (end - start < best[1] - best[0]) best = [start, end];
    inside -= weight;
  }
  return [best[0] * stepDays, best[1] * stepDays];
}
