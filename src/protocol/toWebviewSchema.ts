import * as z from "zod/mini";
import { problemKinds } from "../core/accounts/accountState.ts";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { usagePeriods } from "../core/history/usage.ts";
import { ledgerSources, ledgerTypes } from "../core/ledger/ledgerEntry.ts";
import { type Amount, isAmount } from "../core/money/amount.ts";
import { unitSchema } from "../core/money/unitSchema.ts";
import { panelMs as ms, panelMs } from "./epochMsSchema.ts";
import type { PanelAccount, PanelEntry, PanelResponse, PanelState, ToPanel } from "./messages.ts";
import { isPackedPoints } from "./packedPoints.ts";
import type { PanelStrings } from "./strings.ts";

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
export const panelResponseSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("chart"), points, marks: z.array(mark), unit: unitSchema }),
  z.object({ kind: z.literal("providerUsage"), usage, unit: unitSchema }),
  z.object({ kind: z.literal("observedUsage"), days: z.array(day), unit: unitSchema }),
  z.object({ kind: z.literal("ledger"), entries: z.array(entry), next: text, total: z.number() }),
  z.object({ kind: z.literal("unexplained"), stretches: z.array(stretch), unit: unitSchema }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);

panelResponseSchema satisfies ExactSchema<PanelResponse, typeof panelResponseSchema>;

const meter = z.object({
  id: z.string(),
  label: z.string(),
  unit: unitSchema,
  remaining: z.nullable(z.string()),
  used: text,
  limit: z.exactOptional(z.nullable(z.string())),
  held: text,
  resetsAt: text,
});

const problem = z.object({
  kind: z.enum(problemKinds),
  message: z.string(),
  status: z.exactOptional(z.number()),
  requestId: text,
  retryAt: text,
});

const sync = z.object({
  state: z.enum(["complete", "running", "partial", "none"]),
  atMs: z.exactOptional(z.number()),
  entries: z.number(),
});

const bandEnd = z.object({ atMs: panelMs, left: z.number() });
const outlook = z.object({
  text: z.string(),
  band: z.exactOptional(z.object({ meterId: z.string(), soonest: bandEnd, latest: bandEnd })),
});

const account = z.object({
  id: z.string(),
  provider: z.string(),
  providerName: z.string(),
  label: z.string(),
  level: z.enum(["ok", "low", "empty", "unknown"]),
  meters: z.array(meter),
  readAt: text,
  stale: z.boolean(),
  problem: z.exactOptional(problem),
  plan: text,
  expiresAt: text,
  autoTopUp: z.exactOptional(z.object({ threshold: text, amount: text })),
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  keyHost: text,
  isBlocked: z.boolean(),
  isReading: z.boolean(),
  outlook: z.exactOptional(outlook),
  sync: z.exactOptional(sync),
});

account satisfies ExactSchema<PanelAccount, typeof account>;

const history = z.union([
  z.object({ isOn: z.literal(true) }),
  z.object({ isOn: z.literal(false), message: z.string() }),
]);

// The words come from the same build as the panel; what has to be turned away is a foreign message.
const words = z.custom<PanelStrings>((value) => typeof value === "object" && value !== null);

/** The state as the panel accepts it. */
export const panelState = z.object({
  kind: z.literal("state"),
  accounts: z.array(account),
  hideAmounts: z.boolean(),
  history,
  locale: z.string().check(z.refine(isLocale)),
  words,
});

panelState satisfies ExactSchema<PanelState, typeof panelState>;

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** What the panel accepts from the host; anything else is dropped. */
export const toPanel = z.discriminatedUnion("kind", [
  panelState,
  z.object({ kind: z.literal("show"), accountId: z.string() }),
  z.object({ kind: z.literal("answer"), requestId: z.number(), answer: panelResponseSchema }),
  z.object({ kind: z.literal("historyChanged"), accountId: z.string() }),
]);

toPanel satisfies ExactSchema<ToPanel, typeof toPanel>;
