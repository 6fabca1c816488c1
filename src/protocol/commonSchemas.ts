import * as z from "zod/mini";
import { maxDateMs } from "../core/time/instant.ts";

/** Epoch milliseconds that a `Date` can hold; it throws for others. */
export const epochMsSchema = z.custom<number>(
  (value) => typeof value === "number" && Math.abs(value) <= maxDateMs,
);

/** `2026-11-20` */
export const localDaySchema = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

export const optionalText = z.exactOptional(z.string());
