import * as z from "zod/mini";
import type { Meter } from "../core/accounts/accountState.ts";
import { usagePeriods } from "../core/history/usage.ts";
import { ledgerSources, ledgerTypes } from "../core/ledger/ledgerEntry.ts";
import { hourMs } from "../core/time/durations.ts";
import type { PanelAccount } from "./messages.ts";

const text = z.exactOptional(z.string());
const day = z.exactOptional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)));

/** What the panel keeps across a reload (`setState`). Read with care: another version may have written it. */
export const viewStateSchema = z.object({
  accountId: text,
  meterId: text,
  chartSpan: z.exactOptional(z.enum(["day", "week", "month", "all"])),
  usage: z.exactOptional(z.object({ period: z.enum([...usagePeriods, "range"]), from: day, to: day })),
  ledger: z.exactOptional(
    z.object({
      type: z.exactOptional(z.enum(ledgerTypes)),
      source: z.exactOptional(z.enum(ledgerSources)),
      span: z.enum(["all", "day", "week", "month", "chosen"]),
      from: day,
      to: day,
      text: z.string(),
      order: z.enum(["newest", "oldest"]),
    }),
  ),
});

export type ViewState = z.infer<typeof viewStateSchema>;

/** The spans that the chart can be looked at over; `undefined` is all that is known. */
export const chartSpans = {
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
  all: undefined,
} as const satisfies Record<string, number | undefined>;

export type ChartSpan = keyof typeof chartSpans;

/** The meter that is looked at: the chosen one, else the headline meter. */
export function meterOf({
  account,
  memory,
}: {
  readonly account: PanelAccount;
  readonly memory: ViewState;
}): Meter | undefined {
  return account.meters.find(({ id }) => id === memory.meterId) ?? account.meters[0];
}
