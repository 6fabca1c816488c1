import * as z from "zod/mini";
import type { ExactSchema } from "./exactSchema.ts";
import type { Unit } from "./unit.ts";

/** A unit in a message to the panel. */
export const panelUnit = z.object({
  kind: z.enum(["credits", "requests", "currency"]),
  // A malformed code would make Intl throw; without one the amount shows as a plain number.
  code: z.exactOptional(z.string().check(z.regex(/^[A-Z]{3}$/))),
});

panelUnit satisfies ExactSchema<Unit, typeof panelUnit>;
