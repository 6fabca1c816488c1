import * as z from "zod/mini";
import { problemKinds } from "../core/accounts/accountState.ts";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { unitSchema } from "../core/money/unitSchema.ts";
import { panelMs } from "./epochMsSchema.ts";
import type { PanelAccount, PanelState } from "./messages.ts";
import type { PanelWords } from "./strings.ts";

const text = z.exactOptional(z.string());

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
const words = z.custom<PanelWords>((value) => typeof value === "object" && value !== null);

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
