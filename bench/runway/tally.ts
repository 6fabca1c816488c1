import { type BacktestResult, backtest, type ForecastCase } from "./backtest.ts";

/** Counts the results of forecasts, grouped by names. */
export class Tally {
  readonly head = ["", "cases", "no answer", "in range", "width", "error", "line in range", "line error"];
  readonly #results = new Map<string, (BacktestResult | undefined)[]>();

  add(forecastCase: ForecastCase, ...names: readonly string[]): void {
    const result = backtest(forecastCase);
    for (const name of names) this.#results.set(name, [...(this.#results.get(name) ?? []), result]);
  }

  row(name: string): string[] {
    const all = this.#results.get(name) ?? [];
    const results = all.filter((result) => result !== undefined);
    const share = (is: (result: BacktestResult) => boolean) =>
      `${Math.round((100 * results.filter(is).length) / results.length)} %`;
    const median = (of: (result: BacktestResult) => number) =>
      results
        .map(of)
        .toSorted((a, b) => a - b)
        [results.length >> 1]?.toFixed(2) ?? "";
    return [
      name,
      String(all.length),
      String(all.length - results.length),
      share(({ isRight }) => isRight),
      median(({ width }) => width),
      median(({ error }) => error),
      share(({ isLineRight }) => isLineRight),
      median(({ lineError }) => lineError),
    ];
  }
}
