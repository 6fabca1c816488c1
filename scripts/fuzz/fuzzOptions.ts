import { parseArgs } from "node:util";
import { UserError } from "../helpers/userError.ts";

/** What of the properties is tried, how long and from where. */
export interface FuzzOptions {
  /** Part of a property's name. */
  readonly only: string;
  readonly cases: number;
  /** For all properties together; those that are through earlier leave their time to the others. */
  readonly seconds: number;
  readonly seed: number;
  /** The place of a failure that was found under this seed. */
  readonly path?: string;
}

/** Reads `--only text --cases n --seconds n --seed n --path p`. */
export function readFuzzOrder(args: readonly string[]): FuzzOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { only: text, cases: text, seconds: text, seed: text, path: text },
  });
  const wholeNumber = (name: "cases" | "seconds" | "seed", usual: number): number => {
    const number = Number(values[name] ?? usual);
    if (!Number.isSafeInteger(number) || (number < 1 && name !== "seed")) {
      throw new UserError(`--${name} wants a whole number, not ${values[name]}.`);
    }
    return number;
  };
  return {
    only: values.only ?? "",
    cases: wholeNumber("cases", 1_000_000),
    seconds: wholeNumber("seconds", 600),
    seed: wholeNumber("seed", Math.trunc(Math.random() * 2 ** 31)),
    ...(values.path === undefined ? {} : { path: values.path }),
  };
}
