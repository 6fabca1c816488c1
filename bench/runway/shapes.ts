import { hourMs } from "../../src/core/time/durations.ts";

export const hoursPerDay = 24;
/** A Monday. */
export const startMs = Date.UTC(2026, 0, 5);

type Random = () => number;
/** The consumption in an hour; hour 0 is midnight before a Monday. */
export type Consume = (hour: number) => number;

/** Patterns in which users and programs spend. Each call makes one with a random rate and rhythm. */
export const shapes = {
  steady: (random) => {
    const rate = baseRate(random);
    return () => rate * (0.5 + random());
  },
  "office hours": (random) => {
    const rate = baseRate(random);
    return (hour) => (isOffice(hour) ? 2 * rate * random() : random() < 0.03 ? rate : 0);
  },
  bursts: (random) => {
    const [rate, perDay] = [baseRate(random), 0.3 + 2 * random()];
    let busy = 0;
    return () => {
      busy = random() < perDay / hoursPerDay ? Math.ceil(6 * random()) : busy - 1;
      return busy > 0 ? 10 * rate * random() : 0;
    };
  },
  growing: (random) => {
    const [rate, perWeek] = [baseRate(random), 1.05 + 0.15 * random()];
    return (hour) => rate * perWeek ** (hour / hoursPerDay / 7) * (isOffice(hour) ? 2 : 0.4) * random();
  },
  "one day a week": (random) => {
    const [rate, weekday] = [baseRate(random), Math.floor(7 * random())];
    return (hour) => (weekdayOf(hour) === weekday ? 5 : 0.3) * rate * (isDaytime(hour) ? 2 : 0.2) * random();
  },
  "rare and large": (random) => {
    const [rate, perDay] = [baseRate(random) * hoursPerDay, 0.2 + 0.4 * random()];
    return () => (random() < perDay / hoursPerDay ? rate * (1 + 2 * random()) : 0);
  },
  "come and go": (random) => {
    let rate = baseRate(random);
    return (hour) => {
      if (random() < 0.1 / hoursPerDay) rate *= 0.5 + random();
      return rate * (isDaytime(hour) ? 2 : 0.3) * random();
    };
  },
} satisfies Record<string, (random: Random) => Consume>;

/** Patterns that change near the moment of the forecast. The method was tuned on these. */
export const tuningChanges = {
  "a step": (random, now) => {
    const [base, factor] = [anyBase(random), 4 ** (2 * random() - 1)];
    const [sinceDays, forDays] = [1 + 9 * random(), random() < 0.5 ? 365 : 2 + 12 * random()];
    return (hour) => (isWithin(hour, now(), -sinceDays, forDays) ? factor : 1) * base(hour);
  },
  "a pause": (random, now) => {
    const [base, sinceDays, forDays] = [anyBase(random), 0.5 + 5 * random(), 14 ** random()];
    return (hour) => (isWithin(hour, now(), -sinceDays, forDays) ? 0 : 1) * base(hour);
  },
  "days off": (random, now) => {
    const [base, startsDays, forDays] = [anyBase(random), 10 - 40 * random(), 3 + 11 * random()];
    return (hour) => (isWithin(hour, now(), startsDays, forDays) ? 0.1 * random() : 1) * base(hour);
  },
  "a monthly run": (random) => {
    const [base, times, firstDay] = [anyBase(random), 2 + 4 * random(), Math.floor(28 * random())];
    const forDays = 1 + Math.floor(5 * random());
    return (hour) => ((dayOfMonth(hour) - firstDay + 28) % 28 < forDays ? times : 1) * base(hour);
  },
} satisfies Record<string, (random: Random, now: () => number) => Consume>;

/** Patterns that change near the moment of the forecast, apart from those that the method was tuned on. */
export const heldOutChanges = {
  "month's end": (random) => {
    const [rate, times] = [baseRate(random), 2 + 3 * random()];
    return (hour) => (isMonthEnd(hour) ? times : 1) * rate * (isDaytime(hour) ? 2 : 0.3) * random();
  },
  "a halt": (random, now) => {
    const [rate, sinceDays, forDays] = [baseRate(random), 1 + 3 * random(), 2 + 8 * random()];
    return (hour) => {
      const halted = hour - (now() - sinceDays * hoursPerDay);
      return halted >= 0 && halted < forDays * hoursPerDay
        ? 0
        : rate * (isDaytime(hour) ? 2 : 0.3) * random();
    };
  },
  "a doubling three days ago": (random, now) => {
    const rate = baseRate(random);
    return (hour) =>
      (hour >= now() - 3 * hoursPerDay ? 2 : 1) * rate * (isDaytime(hour) ? 2 : 0.3) * random();
  },
  "a holiday week": (random, now) => {
    const [rate, startsDays] = [baseRate(random), 7 - 28 * random()];
    return (hour) => {
      const holiday = hour - (now() + startsDays * hoursPerDay);
      const isHoliday = holiday >= 0 && holiday < 7 * hoursPerDay;
      return (isHoliday ? 0.05 : 1) * (isOffice(hour) ? 2 * rate * random() : random() < 0.03 ? rate : 0);
    };
  },
} satisfies Record<string, (random: Random, now: () => number) => Consume>;

/** An even, daily or weekly rhythm. */
function anyBase(random: Random): Consume {
  const [rate, kind] = [baseRate(random), Math.floor(3 * random())];
  if (kind === 0) return () => rate * (0.5 + random());
  if (kind === 1) return (hour) => rate * (isDaytime(hour) ? 2 : 0.3) * random();
  return (hour) => (isOffice(hour) ? 2 * rate * random() : random() < 0.03 ? rate : 0);
}

/** Whether the hour is within the days that begin at `startsDays` from now. */
function isWithin(hour: number, now: number, startsDays: number, forDays: number): boolean {
  const hours = hour - (now + startsDays * hoursPerDay);
  return hours >= 0 && hours < forDays * hoursPerDay;
}

/** From 0. */
function dayOfMonth(hour: number): number {
  return new Date(startMs + hour * hourMs).getUTCDate() - 1;
}

const daysPerMonth = 30;
const endOfMonthDays = 5;

function isMonthEnd(hour: number): boolean {
  return Math.floor(hour / hoursPerDay) % daysPerMonth >= daysPerMonth - endOfMonthDays;
}

function baseRate(random: Random): number {
  return 10 ** (2 * random());
}

function weekdayOf(hour: number): number {
  return Math.floor(hour / hoursPerDay) % 7;
}

function isDaytime(hour: number): boolean {
  return hour % hoursPerDay >= 7 && hour % hoursPerDay < 21;
}

function isOffice(hour: number): boolean {
  return weekdayOf(hour) < 5 && hour % hoursPerDay >= 9 && hour % hoursPerDay < 18;
}
