import { type BacktestResult, backtest, type ForecastCase } from "./backtest.ts";

/** Counts how forecasts did, under the names of what they have in common. */
export class Tally {
  readonly head = ["", "cases", "no answer", "in range", "width", "error", "line in range", "line error"];
  readonly #judged = new Map<string, (BacktestResult | undefined)[]>();

  add(moment: ForecastCase, ...names: readonly string[]): void {
    const judged = backtest(moment);
    for (const name of names) this.#judged.set(name, [...(this.#judged.get(name) ?? []), judged]);
  }

  row(name: string): string[] {
    const all = this.#judged.get(name) ?? [];
    const judged = all.filter((one) => one !== undefined);
    const share = (is: (one: BacktestResult) => boolean) =>
      `${Math.round((100 * judged.filter(is).length) / judged.length)} %`;
    const median = (of: (one: BacktestResult) => number) =>
      judged
        .map(of)
        .toSorted((a, b) => a - b)
        [judged.length >> 1]?.toFixed(2) ?? "";
    return [
      name,
      String(all.length),
      String(all.length - judged.length),
      share(({ isRight }) => isRight),
      median(({ width }) => width),
      median(({ error }) => error),
      share(({ isLineRight }) => isLineRight),
      median(({ lineError }) => lineError),
    ];
  }
}
