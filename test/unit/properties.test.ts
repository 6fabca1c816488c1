import { describe, it } from "mocha";
import { properties } from "../properties/all.ts";
import { failureText } from "../properties/support/property.ts";

// New cases with each run; a failure prints how to have it again.
const seed = Math.trunc(Math.random() * 2 ** 31);
const limitMs = 60_000;

describe("for all", () => {
  for (const property of properties) {
    it(`${property.name}, in ${property.cases.toLocaleString("en")} cases`, async () => {
      const { failure } = await property.try({ cases: property.cases, seed });
      if (failure) throw new Error(failureText(property, failure), { cause: failure.error });
    }).timeout(limitMs);
  }
});
