import * as z from "zod/mini";
import { usagePeriods } from "../core/history/usage.ts";
import { ledgerSources, ledgerTypes } from "../core/ledger/ledgerEntry.ts";

const text = z.exactOptional(z.string());
const day = z.exactOptional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)));

/** What the panel keeps across a reload (`setState`). Read with care: another version may have written it. */
export const panelMemory = z.object({
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

export type PanelMemory = z.infer<typeof panelMemory>;
