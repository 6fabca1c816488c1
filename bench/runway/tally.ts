import { type BacktestResult, backtest, type Estimate, type ForecastCase } from "./backtest.ts";

/** Counts the results of forecasts, grouped by names, beside those of an earlier build. */
export class Tally {
  readonly head: readonly string[];
  readonly #earlier: Estimate | undefined;
  readonly #cases = new Map<string, { readonly now: Result; readonly before: Result }[]>();

  constructor(earlier: Estimate | undefined) {
    this.#earlier = earlier;
    const before = earlier ? ["in range before", "width before", "wider by"] : [];
    const line = ["line in range", "line error"];
    this.head = ["", "cases", "no answer", "in range", "width", "error", ...before, ...line];
  }

  add(forecastCase: ForecastCase, ...names: readonly string[]): void {
    const before = this.#earlier && backtest(forecastCase, this.#earlier);
    const result = { now: backtest(forecastCase), before };
    for (const name of names) {
      const all = this.#cases.get(name);
      if (all) all.push(result);
      else this.#cases.set(name, [result]);
    }
  }

  row(name: string): string[] {
    const all = this.#cases.get(name) ?? [];
    const now = all.flatMap((result) => result.now ?? []);
    const before = all.flatMap((result) => result.before ?? []);
    const [width, widthBefore] = [median(now.map(widthOf)), median(before.map(widthOf))];
    const beforeCells = [share(before, isRight), fixed(widthBefore), `${fixed(width / widthBefore)}×`];
    return [
      name,
      String(all.length),
      String(all.length - now.length),
      share(now, isRight),
      fixed(width),
      fixed(median(now.map(({ error }) => error))),
      ...(this.#earlier ? beforeCells : []),
      share(now, ({ isLineRight }) => isLineRight),
      fixed(median(now.map(({ lineError }) => lineError))),
    ];
  }
}

type Result = BacktestResult | undefined;

export const isRight = (result: BacktestResult) => result.isRight;
export const widthOf = ({ width }: BacktestResult) => width;

export function share(results: readonly BacktestResult[], is: (result: BacktestResult) => boolean): string {
  return `${Math.round((100 * results.filter(is).length) / results.length)} %`;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

export function fixed(value: number): string {
  return value.toFixed(2);
}
