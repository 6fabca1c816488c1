const hourS = 3600;

/** When a user's VS Code runs, and when the user is away. Seconds since midnight, in order of time. */
export interface Workday {
  readonly onFromS: number;
  readonly onToS: number;
  /** When no window has been focused for so long that the extension polls more slowly. */
  readonly away: readonly (readonly [fromS: number, toS: number])[];
}

const lunchShare = 0.9;
const meetings = 2;
/** The share of machines that run over night; the others sleep. */
const nightShare = 0.2;

export function isAwayAt({ away }: Workday, nowS: number): boolean {
  for (const [fromS, toS] of away) if (nowS >= fromS && nowS < toS) return true;
  return false;
}

/** When the next absence ends; infinite when there is none. */
export function backAtS({ away }: Workday, nowS: number): number {
  let backS = Number.POSITIVE_INFINITY;
  for (const [, toS] of away) if (toS > nowS && toS < backS) backS = toS;
  return backS;
}

/** A random day at the office. All users are in one time zone, which is the hardest case for a provider. */
export function randomWorkday(random: () => number): Workday {
  const startS = around(random, 9 * hourS, 0.75 * hourS);
  const endS = Math.max(startS + 4 * hourS, around(random, 17.5 * hourS, hourS));
  const isOnAtNight = random() < nightShare;
  const away: [number, number][] = [];
  if (random() < lunchShare) away.push(awayAt(random, around(random, 12.25 * hourS, 0.4 * hourS)));
  for (let count = 0; count < meetings; count += 1) {
    away.push(awayAt(random, startS + random() * (endS - startS)));
  }
  if (isOnAtNight) away.push([0, startS], [endS, 24 * hourS]);
  return {
    onFromS: isOnAtNight ? 0 : startS,
    onToS: isOnAtNight ? 24 * hourS : endS,
    away: away.toSorted(([a], [b]) => a - b),
  };
}

function awayAt(random: () => number, fromS: number): [number, number] {
  return [Math.round(fromS), Math.round(fromS + (0.5 + 0.5 * random()) * hourS)];
}

/** Approximately normally distributed, as the sum of twelve random numbers. */
function around(random: () => number, middleS: number, spreadS: number): number {
  let sum = -6;
  for (let count = 0; count < 12; count += 1) sum += random();
  return Math.round(middleS + sum * spreadS);
}
