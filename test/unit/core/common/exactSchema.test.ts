import * as z from "zod/mini";
import type { ExactSchema } from "../../../../src/core/common/exactSchema.ts";

interface Entry {
  readonly type: "credit" | "debit";
  readonly marks: readonly { readonly note?: string }[];
}

type Takes<Schema extends z.ZodMiniType> = [ExactSchema<Entry, Schema>] extends [never] ? false : true;

const type = z.enum(["credit", "debit"]);
const marks = z.array(z.object({ note: z.exactOptional(z.string()) }));
const schemas = {
  whole: z.object({ type, marks }),
  lacksName: z.object({ type: z.literal("credit"), marks }),
  hasMoreNames: z.object({ type: z.enum(["credit", "debit", "adjustment"]), marks }),
  lacksOptional: z.object({ type, marks: z.array(z.object({})) }),
  demandsOptional: z.object({ type, marks: z.array(z.object({ note: z.string() })) }),
  takesUndefined: z.object({ type, marks: z.array(z.object({ note: z.optional(z.string()) })) }),
};

describe("ExactSchema", () => {
  // The compiler is what judges here: a wrong answer below does not compile.
  it("takes what infers its type, and nothing narrower or wider", () => {
    ({
      whole: true,
      lacksName: false,
      hasMoreNames: false,
      lacksOptional: false,
      demandsOptional: false,
      takesUndefined: false,
    }) satisfies { [Name in keyof typeof schemas]: Takes<(typeof schemas)[Name]> };
  });
});
