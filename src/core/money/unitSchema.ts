import * as z from "zod/mini";
import type { ExactSchema } from "../common/exactSchema.ts";
import { type Unit, unitKinds } from "./unit.ts";

/** A unit in a message to the panel, or in what was stored. */
export const unitSchema = z.object({
  kind: z.enum(unitKinds),
  // A malformed code would make Intl throw; without one the amount shows as a plain number.
  code: z.exactOptional(z.string().check(z.regex(/^[A-Z]{3}$/))),
});

unitSchema satisfies ExactSchema<Unit, typeof unitSchema>;
