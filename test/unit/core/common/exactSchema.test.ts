import * as z from "zod/mini";
import type { ExactSchema } from "../../../../src/core/common/exactSchema.ts";

interface Entry {
  readonly type: "credit" | "debit";
  readonly marks: readonly { readonly note?: string }[];
}

type IsAccepted<Schema extends z.ZodMiniType> = [ExactSchema<Entry, Schema>] extends [never] ? false : true;

const type = z.enum(["credit", "debit"]);
const marks = z.array(z.object({ note: z.exactOptional(z.string()) }));
const schemas = {
  exact: z.object({ type, marks }),
  lacksValue: z.object({ type: z.literal("credit"), marks }),
  hasMoreValues: z.object({ type: z.enum(["credit", "debit", "adjustment"]), marks }),
  lacksOptional: z.object({ type, marks: z.array(z.object({})) }),
  demandsOptional: z.object({ type, marks: z.array(z.object({ note: z.string() })) }),
  takesUndefined: z.object({ type, marks: z.array(z.object({ note: z.optional(z.string()) })) }),
};

describe("ExactSchema", () => {
  // The compiler is the test: a wrong value below does not compile.
  it("ExactSchema accepts a schema of exactly its type, and none that is narrower or wider", () => {
    ({
      exact: true,
      lacksValue: false,
      hasMoreValues: false,
      lacksOptional: false,
      demandsOptional: false,
      takesUndefined: false,
    }) satisfies { [Name in keyof typeof schemas]: IsAccepted<(typeof schemas)[Name]> };
  });
});
