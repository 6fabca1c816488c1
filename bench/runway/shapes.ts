export const hoursPerDay = 24;

type Random = () => number;
/** What is consumed in an hour; hour 0 is midnight before a Monday. */
export type Consume = (hour: number) => number;

/** Ways in which people and programs spend. Each call makes one of its kind, at a level and rhythm of its own. */
export const shapes = {
  steady: (draw) => {
    const rate = baseRate(draw);
    return () => rate * (0.5 + draw());
  },
  "office hours": (draw) => {
    const rate = baseRate(draw);
    return (hour) => (isOffice(hour) ? 2 * rate * draw() : draw() < 0.03 ? rate : 0);
  },
  bursts: (draw) => {
    const [rate, perDay] = [baseRate(draw), 0.3 + 2 * draw()];
    let busy = 0;
    return () => {
      busy = draw() < perDay / hoursPerDay ? Math.ceil(6 * draw()) : busy - 1;
      return busy > 0 ? 10 * rate * draw() : 0;
    };
  },
  growing: (draw) => {
    const [rate, perWeek] = [baseRate(draw), 1.05 + 0.15 * draw()];
    return (hour) => rate * perWeek ** (hour / hoursPerDay / 7) * (isOffice(hour) ? 2 : 0.4) * draw();
  },
  "one day a week": (draw) => {
    const [rate, weekday] = [baseRate(draw), Math.floor(7 * draw())];
    return (hour) => (weekdayOf(hour) === weekday ? 5 : 0.3) * rate * (isDaytime(hour) ? 2 : 0.2) * draw();
  },
  "rare and large": (draw) => {
    const [rate, perDay] = [baseRate(draw) * hoursPerDay, 0.2 + 0.4 * draw()];
    return () => (draw() < perDay / hoursPerDay ? rate * (1 + 2 * draw()) : 0);
  },
  "come and go": (draw) => {
    let rate = baseRate(draw);
    return (hour) => {
      if (draw() < 0.1 / hoursPerDay) rate *= 0.5 + draw();
      return rate * (isDaytime(hour) ? 2 : 0.3) * draw();
    };
  },
} satisfies Record<string, (draw: Random) => Consume>;

function baseRate(draw: Random): number {
  return 10 ** (2 * draw());
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
