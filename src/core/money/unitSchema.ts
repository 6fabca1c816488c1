import * as z from "zod/mini";
import type { ExactSchema } from "../common/exactSchema.ts";
import { type Unit, unitKinds } from "./unit.ts";

/** A unit in a message to the webview or in stored data. */
export const unitSchema = z
  .object({
    kind: z.enum(unitKinds),
    code: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(60))),
  })
  // Intl throws for a malformed code. Without a code the amount is shown as a plain number.
  .check(z.refine(({ kind, code }) => kind !== "currency" || code === undefined || /^[A-Z]{3}$/.test(code)));

unitSchema satisfies ExactSchema<Unit, typeof unitSchema>;
