import fc from "fast-check";

/** Where and how long fast-check looks for values; see its `Parameters`. */
export type PropertyParameters = Pick<fc.Parameters, "numRuns" | "seed" | "path" | "interruptAfterTimeLimit">;

/** A statement that holds for every value, checked with many of them. */
export interface Property {
  readonly name: string;
  /** How many values `npm test` tries. */
  readonly cases: number;
  /** Resolves with how many values were tried; rejects with the smallest value that was found to break it. */
  check(parameters: PropertyParameters): Promise<number>;
}

const defaultCases = 10_000;

/** A property of generated values; a value breaks it when `check` throws or rejects. */
export function property<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  check: (value: Value) => void | Promise<void>,
  cases = defaultCases,
): Property {
  return {
    name,
    cases,
    async check(parameters) {
      const run = await fc.check(
        fc.asyncProperty(values, async (value) => await check(value)),
        { ...parameters, markInterruptAsFailure: false },
      );
      // When the time is up before the first value, fast-check reports a failure without a counterexample.
      if (!run.failed || !run.counterexample) return run.numRuns;
      const again = `--only ${JSON.stringify(name)} --seed ${run.seed} --path ${run.counterexamplePath}`;
      const message = `${fc.defaultReportMessage(run)}\n\nTo repeat: npm run fuzz -- ${again}`;
      throw new Error(message, { cause: run.errorInstance });
    },
  };
}
