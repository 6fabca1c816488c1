import { type SimulatedDay, simulateOrdinaryDays } from "./ordinaryDays.ts";
import { drawLogUniform, type Random } from "./randomDraws.ts";
import type { SpendingDay } from "./spendingDays.ts";
import type { SpendingEpisode } from "./spendingEpisode.ts";
import { coefficientOfVariation, type SpendingTrend, spendingTrend } from "./spendingTrend.ts";

/** What futures are drawn from. */
export interface SpendingHistory {
  /** All days, their trend, and how rarely episodes are expected. */
  readonly all: PastDays & { readonly daysPerEpisode: number };
  /** An episode, and the days outside it, which tell nothing of a trend. */
  readonly changed?: PastDays & { readonly episode: SpendingEpisode };
}

interface PastDays {
  readonly days: readonly SpendingDay[];
  readonly trend: SpendingTrend;
}

/** In days. The futures take turns, so that recent and older spending both have weight. */
const halfLives = [7, 14, 28, 112] as const;
/** The share of futures that take an episode for chance. */
const chanceShare = 0.1;
/** Another level than a pause stays for good in this share of futures. */
const lastingShare = 0.5;
/** A level below this share of the old one is a pause, which ends. */
const maxPauseFactor = 0.15;
/** How many days an episode lasts at most, unless it is older than half of that. */
const maxDays = { pause: 10, fall: 10, rise: 14 };
/**
 * Prior: how many days pass until an episode, before any day is known. Known days without one make it rarer, and so does
 * spending that hardly varies, as that of a program.
 */
const minDaysPerEpisode = 20;

const goldenRatio = 0.618_033_988_75;
/** The share of new episodes that are busy, and their levels. */
const busyShare = 0.4;
const maxBusyFactor = 3.5;
const maxQuietFactor = 0.4;

/** `days`: not empty, not all without spending. */
export function spendingHistory(days: readonly SpendingDay[], episode?: SpendingEpisode): SpendingHistory {
  const rarity = 1 + 0.15 / (0.05 + coefficientOfVariation(days));
  const daysPerEpisode = rarity * (3 * days.length + minDaysPerEpisode);
  const all = { days, trend: spendingTrend(days), daysPerEpisode };
  if (!episode) return { all };
  const outside = days.filter(
    ({ daysAgo }) => daysAgo <= episode.endDaysAgo || daysAgo - 1 >= episode.startDaysAgo,
  );
  if (outside.every(({ total }) => total === 0)) return { all };
  const trend = { ...spendingTrend(outside), growthPerWeek: 0 };
  return { all, changed: { days: outside, trend, episode } };
}

/**
 * One random future of spending, day by day. Endless. A level that differs from the one before goes on for a time; later
 * levels may come that were not seen yet, the less often the more days are known.
 */
export function* simulateFuture(
  { all, changed }: SpendingHistory,
  index: number,
  random: Random,
): Generator<SimulatedDay, never> {
  const halfLife = halfLives[index % halfLives.length] ?? 14;
  const { days, trend, episode } =
    changed && random() >= chanceShare ? changed : { ...all, episode: undefined };
  const ordinaryDays = simulateOrdinaryDays(days, trend, halfLife, random);
  let { factor, days: daysLeft } =
    episode?.endDaysAgo === 0 ? continueEpisode(episode, random) : { factor: 1, days: 0 };
  const daysPerEpisode = all.daysPerEpisode / (episode ? 2 : 1);
  // The first waits of all futures are spread evenly: few of them decide where the range ends.
  let waitDays = -daysPerEpisode * Math.log(1 - (((index + 0.5) * goldenRatio) % 1));
  for (;;) {
    const { day, level } = ordinaryDays.next().value;
    if (daysLeft <= 0 && waitDays <= 0) {
      ({ factor, days: daysLeft } = newEpisode(episode, random));
      waitDays = -daysPerEpisode * Math.log(1 - random());
    }
    const share = Math.min(1, Math.max(0, daysLeft));
    yield { day, level: level * (share * factor + 1 - share) };
    daysLeft -= 1;
    waitDays -= 1;
  }
}

/** A level, and for how many days it lasts. */
interface TemporaryLevel {
  readonly factor: number;
  readonly days: number;
}

/**
 * The rest of an episode that goes on. How long it lasts in all is as uncertain as its order of magnitude, from its age to
 * about two weeks. Another level than a pause may also be for good.
 */
function continueEpisode({ factor, startDaysAgo: age }: SpendingEpisode, random: Random): TemporaryLevel {
  if (factor > maxPauseFactor && random() < lastingShare) return { factor, days: Number.POSITIVE_INFINITY };
  const kind = factor <= maxPauseFactor ? "pause" : factor < 1 ? "fall" : "rise";
  return { factor, days: drawLogUniform(age, Math.max(maxDays[kind], 2 * age), random) - age };
}

/** An episode like the one that was seen, or any other: a quiet time or a busy one of two to ten days. */
function newEpisode(seen: SpendingEpisode | undefined, random: Random): TemporaryLevel {
  if (seen && random() < 0.5) return { factor: seen.factor, days: seen.startDaysAgo - seen.endDaysAgo };
  const factor = random() < busyShare ? drawLogUniform(1, maxBusyFactor, random) : maxQuietFactor * random();
  return { factor, days: 2 + 8 * random() };
}
