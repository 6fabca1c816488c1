import { describe, it } from "mocha";
import { minuteMs } from "../../src/core/time/durations.ts";
import { properties } from "./all.ts";

// `npm run fuzz` sets these variables. Without them the values are the same everywhere, so that a failure
// comes from a change of the code; `npm run fuzz` looks for new ones.
const {
  PROPERTY_ONLY: only = "",
  PROPERTY_CASES: maxCases,
  PROPERTY_SECONDS: seconds,
  PROPERTY_SEED: seed = "20261121",
  PROPERTY_PATH: path,
} = process.env;

describe("for all", () => {
  const chosen = properties.filter(({ name }) => name.includes(only));
  const endMs = performance.now() + Number(seconds) * 1000;
  const titleOf = (name: string, cases: number) => `${name}, in ${cases.toLocaleString("en")} cases`;
  for (const [index, { name, cases, check }] of chosen.entries()) {
    const numRuns = Number(maxCases ?? cases);
    it(titleOf(name, numRuns), async function () {
      if (seconds === undefined) this.timeout(5 * minuteMs);
      // A property that ends earlier leaves its time to the others.
      const limitMs = (endMs - performance.now()) / (chosen.length - index);
      const tried = await check({
        numRuns,
        seed: Number(seed),
        ...(path === undefined ? {} : { path }),
        ...(seconds === undefined ? {} : { interruptAfterTimeLimit: Math.max(0, limitMs) }),
      });
      if (this.test) this.test.title = titleOf(name, tried);
    });
  }
});
