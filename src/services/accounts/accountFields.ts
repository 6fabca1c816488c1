import * as z from "zod/mini";
import { parsePlainAmount } from "../../core/money/amount.ts";

/** The fields of an account that both the settings and commands have. */
export const labelField = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
export const refreshMinutesField = z.number().check(z.gte(1), z.lte(100_000));
export const budgetField = z.object({
  amount: z.string().check(z.refine((text) => parsePlainAmount(text) !== undefined)),
  currency: z.exactOptional(z.string().check(z.regex(/^[A-Za-z]{3}$/))),
});
export const thresholdField = z.object({
  below: z.exactOptional(z.string().check(z.refine((text) => parsePlainAmount(text) !== undefined))),
  percent: z.exactOptional(z.number().check(z.gte(0), z.lte(100))),
  meter: z.exactOptional(z.string()),
});
