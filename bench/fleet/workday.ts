const hourS = 3600;

/** When a person's VS Code runs, and when nobody is at it. Seconds since midnight, in order of time. */
export interface Workday {
  readonly onFromS: number;
  readonly onToS: number;
  /** Not focused for so long that the extension takes the person for away. */
  readonly away: readonly (readonly [fromS: number, toS: number])[];
}

const lunchShare = 0.9;
const meetings = 2;
/** Left running over night; the others sleep with their lids closed. */
const nightShare = 0.2;

export function isAwayAt({ away }: Workday, nowS: number): boolean {
  for (const [fromS, toS] of away) if (nowS >= fromS && nowS < toS) return true;
  return false;
}

/** When an absence ends next; infinite when none does. */
export function backAtS({ away }: Workday, nowS: number): number {
  let backS = Number.POSITIVE_INFINITY;
  for (const [, toS] of away) if (toS > nowS && toS < backS) backS = toS;
  return backS;
}

/** A day at the office, all in one time zone: the hardest case for a provider. */
export function workday(random: () => number): Workday {
  const comesS = around(random, 9 * hourS, 0.75 * hourS);
  const leavesS = Math.max(comesS + 4 * hourS, around(random, 17.5 * hourS, hourS));
  const isOnAtNight = random() < nightShare;
  const away: [number, number][] = [];
  if (random() < lunchShare) away.push(awayAt(random, around(random, 12.25 * hourS, 0.4 * hourS)));
  for (let count = 0; count < meetings; count += 1) {
    away.push(awayAt(random, comesS + random() * (leavesS - comesS)));
  }
  if (isOnAtNight) away.push([0, comesS], [leavesS, 24 * hourS]);
  return {
    onFromS: isOnAtNight ? 0 : comesS,
    onToS: isOnAtNight ? 24 * hourS : leavesS,
    away: away.toSorted(([a], [b]) => a - b),
  };
}

function awayAt(random: () => number, fromS: number): [number, number] {
  return [Math.round(fromS), Math.round(fromS + (0.5 + 0.5 * random()) * hourS)];
}

/** Normally distributed, as twelve draws are near enough. */
function around(random: () => number, middleS: number, spreadS: number): number {
  let sum = -6;
  for (let count = 0; count < 12; count += 1) sum += random();
  return Math.round(middleS + sum * spreadS);
}
