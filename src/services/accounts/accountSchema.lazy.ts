import * as z from "zod/mini";
import {
  alertsField,
  budgetField,
  dailyBudgetField,
  labelField,
  lowField,
  refreshMinutesField,
} from "./accountFields.ts";
import { accountIdPattern, maxAccountIdLength, type ParsedEntry } from "./plainAccount.ts";

const account = z.object({
  id: z.string().check(z.regex(accountIdPattern), z.maxLength(maxAccountIdLength)),
  provider: z.string(),
  label: labelField,
  baseUrl: z.exactOptional(z.string()),
  parameters: z.exactOptional(z.catchall(z.object({}), z.string())),
  refreshMinutes: z.exactOptional(refreshMinutesField),
  pinned: z.exactOptional(z.boolean()),
  low: z.exactOptional(lowField),
  budget: z.exactOptional(budgetField),
  dailyBudget: z.exactOptional(dailyBudgetField),
  alerts: z.exactOptional(alertsField),
  meters: z.exactOptional(z.array(z.string())),
});

/** Parses any entry of the account list. It is loaded only for an entry that `readPlainAccount` leaves to it. */
export function parseEntry(entry: unknown): ParsedEntry {
  const result = account.safeParse(entry);
  if (result.success) return { account: result.data };
  const field = result.error.issues[0]?.path.join(".");
  return field ? { field } : {};
}
