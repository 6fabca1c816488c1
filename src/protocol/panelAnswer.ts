import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { usagePeriods } from "../core/history/usage.ts";
import { ledgerSources, ledgerTypes } from "../core/ledger/ledgerEntry.ts";
import { type Amount, isAmount } from "../core/money/amount.ts";
import { unitSchema } from "../core/money/unitSchema.ts";
import { panelMs as ms } from "./epochMsSchema.ts";
import { isPackedPoints } from "./packedPoints.ts";
import type { PanelAnswer, PanelEntry } from "./panelQuestions.ts";

const text = z.exactOptional(z.string());

const amount = z.custom<Amount>(isAmount);

const points = z.string().check(z.refine(isPackedPoints));

const mark = z.object({ atMs: ms, amount, type: z.enum(["topUp", "reset", "limit"]) });

const usage = z.object({
  period: z.enum(usagePeriods),
  from: z.string(),
  to: z.string(),
  totalRequests: amount,
  successfulRequests: amount,
  failedRequests: amount,
  creditsConsumed: amount,
  requestsByEndpoint: z.array(z.object({ endpoint: z.string(), requests: amount })),
});

const entry = z.object({
  id: z.string(),
  source: z.enum(ledgerSources),
  type: z.enum(ledgerTypes),
  meterId: z.string(),
  unit: unitSchema,
  amount,
  balanceAfter: z.exactOptional(amount),
  description: z.string(),
  reference: text,
  metadata: text,
  atMs: ms,
  sinceMs: z.exactOptional(ms),
  cause: z.exactOptional(z.enum(["reset", "limit"])),
});

entry satisfies ExactSchema<PanelEntry, typeof entry>;

const stretch = z.object({ fromMs: ms, toMs: ms, observed: amount, explained: amount, amount });

const day = z.object({ day: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)), consumed: amount });

/** What the panel accepts as an answer. */
export const panelAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("chart"), points, marks: z.array(mark), unit: unitSchema }),
  z.object({ kind: z.literal("providerUsage"), usage, unit: unitSchema }),
  z.object({ kind: z.literal("observedUsage"), days: z.array(day), unit: unitSchema }),
  z.object({ kind: z.literal("ledger"), entries: z.array(entry), next: text, total: z.number() }),
  z.object({ kind: z.literal("unexplained"), stretches: z.array(stretch), unit: unitSchema }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);

panelAnswer satisfies ExactSchema<PanelAnswer, typeof panelAnswer>;
