import fc from "fast-check";

/** How often and from where a property is tried. */
export interface Trial {
  readonly cases: number;
  /** The same seed gives the same cases. */
  readonly seed: number;
  /** Where a failure of this seed lies: only it is tried. */
  readonly path?: string;
  /** Tries no new case after this long. */
  readonly limitMs?: number;
}

/** How a trial ended. */
export interface TrialResult {
  readonly cases: number;
  readonly failure?: Failure;
}

interface Failure {
  readonly seed: number;
  readonly path: string;
  /** The smallest example that was found, as text. */
  readonly example: string;
  readonly error: unknown;
}

/** Something that holds for every value there is, tried on many of them. */
export interface Property {
  readonly name: string;
  /** Cases in `npm test`. */
  readonly cases: number;
  try(trial: Trial): Promise<TrialResult>;
}

const usualCases = 10_000;

/** A property of generated values; it is broken where `check` throws or rejects. */
export function property<Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  check: (value: Value) => void | Promise<void>,
  cases = usualCases,
): Property {
  return {
    name,
    cases,
    async try({ cases: numRuns, seed, path, limitMs }) {
      const run = await fc.check(
        fc.asyncProperty(values, async (value) => await check(value)),
        {
          numRuns,
          seed,
          ...(path === undefined ? {} : { path }),
          ...(limitMs === undefined
            ? {}
            : { interruptAfterTimeLimit: limitMs, markInterruptAsFailure: false }),
        },
      );
      // One whose time was up before its first case counts as failed there, with nothing that broke it.
      if (!run.failed || (run.interrupted && !run.counterexample)) return { cases: run.numRuns };
      const { counterexamplePath, counterexample, errorInstance } = run;
      return {
        cases: run.numRuns,
        failure: {
          seed: run.seed,
          path: counterexamplePath ?? "",
          example: fc.stringify(counterexample?.[0]),
          error: errorInstance,
        },
      };
    },
  };
}

/** What a person needs to see of a failure and to have it again. */
export function failureText({ name }: Property, { seed, path, example }: Failure): string {
  const again = `npm run fuzz -- --only ${JSON.stringify(name)} --seed ${seed} --path ${path}`;
  return [
    `broken: ${name}`,
    `seed ${seed}, path ${path}`,
    `smallest example: ${example}`,
    `again: ${again}`,
  ].join("\n");
}
