import * as z from "zod/mini";
import { ledgerTypes } from "../core/ledger/ledgerEntry.ts";
import { type Amount, isAmount } from "../core/money/amount.ts";
import { maxDateMs } from "../core/time/instant.ts";

/** Epoch milliseconds that a `Date` can hold; it throws for others. */
export const epochMsSchema = z.custom<number>(
  (value) => typeof value === "number" && Math.abs(value) <= maxDateMs,
);

/** `2026-11-20` */
export const localDaySchema = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

export const optionalText = z.exactOptional(z.string());

export const amountSchema = z.custom<Amount>(isAmount);

/** The fields of an `EntryChange`. */
export const entryChangeShape = {
  kind: z.enum(["changed", "removed"]),
  atMs: epochMsSchema,
  before: z.object({
    type: z.enum(ledgerTypes),
    amount: amountSchema,
    atMs: epochMsSchema,
    description: z.string(),
  }),
};
