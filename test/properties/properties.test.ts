import { describe, it } from "mocha";
import { properties } from "./all.ts";
import { failureText } from "./helpers/property.ts";

// The same cases everywhere, so that a failure is the doing of a change; `npm run fuzz` looks for new ones.
const seed = 20261121;

describe("for all", () => {
  for (const property of properties) {
    it(`${property.name}, in ${property.cases.toLocaleString("en")} cases`, async () => {
      const { failure } = await property.try({ cases: property.cases, seed });
      if (failure) throw new Error(failureText(property, failure), { cause: failure.error });
    });
  }
});
