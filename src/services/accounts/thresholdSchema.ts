import * as z from "zod/mini";
import { parsePlainAmount } from "../../core/accounts/checkCredits.ts";

/** A floor as settings and commands give it. */
export const thresholdSchema = z.object({
  below: z.exactOptional(z.string().check(z.refine((text) => parsePlainAmount(text) !== undefined))),
  percent: z.exactOptional(z.number().check(z.gte(0), z.lte(100))),
  meter: z.exactOptional(z.string()),
});
