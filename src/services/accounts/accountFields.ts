import * as z from "zod/mini";
import type { Threshold } from "../../core/accounts/account.ts";
import { findFloorError } from "../../core/accounts/floorOrder.ts";
import { parsePlainAmount } from "../../core/money/amount.ts";

/** The fields of an account that both the settings and commands have. */
export const labelField = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
export const refreshMinutesField = z.number().check(z.gte(1), z.lte(100_000));
export const budgetField = z.object({
  amount: z.string().check(z.refine((text) => parsePlainAmount(text) !== undefined)),
  currency: z.exactOptional(z.string().check(z.regex(/^[A-Za-z]{3}$/))),
});
/** More than zero: a budget of nothing cannot be kept. */
export const dailyBudgetField = z.string().check(
  z.refine((text) => {
    const amount = parsePlainAmount(text);
    return amount !== undefined && amount !== "0";
  }),
);
const isOn = z.exactOptional(z.boolean());
/** Which alerts of an account are shown. An unknown name is an error: it would do nothing. */
export const alertsField = z.strictObject({
  low: isOn,
  empty: isOn,
  key: isOn,
  expiry: isOn,
  keyExpiry: isOn,
  runsOut: isOn,
  topUpLate: isOn,
  refill: isOn,
  spentInDay: z.exactOptional(z.string().check(z.refine((text) => parsePlainAmount(text) !== undefined))),
});
const thresholdFields = {
  below: z.exactOptional(z.string().check(z.refine((text) => parsePlainAmount(text) !== undefined))),
  percent: z.exactOptional(z.number().check(z.gte(0), z.lte(100))),
  meter: z.exactOptional(z.string()),
};
const maxFloors = 10;
const floorsField = z
  .array(z.strictObject(thresholdFields))
  .check(z.minLength(1), z.maxLength(maxFloors))
  .check((context) => {
    const error = findFloorError(context.value);
    if (!error) return;
    const path = [error.index, ...(error.field === undefined ? [] : [error.field])];
    context.issues.push({ code: "custom", message: "not lower", path, input: context.value });
  });
const oneFloorField = z.object(thresholdFields);

/** One floor, or a list of them from the highest to the lowest. The error of a list names the floor and its field. */
export const lowField = z.pipe(
  z.unknown(),
  z.transform((value, context): Threshold | readonly Threshold[] => {
    const result = Array.isArray(value) ? floorsField.safeParse(value) : oneFloorField.safeParse(value);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) {
      context.issues.push({ code: "custom", message, path: [...path], input: value });
    }
    return z.NEVER;
  }),
);
