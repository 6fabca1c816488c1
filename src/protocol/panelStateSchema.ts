import * as z from "zod/mini";
import { problemKinds } from "../core/accounts/accountState.ts";
import { meterStandings } from "../core/accounts/pools.ts";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { partialReasons } from "../core/ledger/ledgerEntry.ts";
import { linkKinds } from "../core/links.ts";
import { unitSchema } from "../core/money/unitSchema.ts";
import { meterRoles } from "../core/readings/snapshot.ts";
import { amountSchema, entryChangeShape, epochMsSchema, optionalText } from "./commonSchemas.ts";
import type { PanelAccount, PanelState } from "./panelState.ts";
import type { PanelStrings } from "./strings.ts";

const meter = z.object({
  id: z.string(),
  label: z.string(),
  unit: unitSchema,
  remaining: z.nullable(z.string()),
  used: optionalText,
  limit: z.exactOptional(z.nullable(z.string())),
  held: optionalText,
  resetsAt: optionalText,
  role: z.exactOptional(z.enum(meterRoles)),
  group: optionalText,
});

const problem = z.object({
  kind: z.enum(problemKinds),
  message: z.string(),
  status: z.exactOptional(z.number()),
  requestId: optionalText,
  retryAt: optionalText,
});

const sync = z.object({
  state: z.enum(["complete", "running", "partial", "none"]),
  reason: z.exactOptional(z.enum(partialReasons)),
  atMs: z.exactOptional(z.number()),
  asOfMs: z.exactOptional(z.number()),
  removed: z.exactOptional(z.array(z.object({ ...entryChangeShape, id: z.string(), unit: unitSchema }))),
  entries: z.number(),
});

const forecastPoint = z.object({ atMs: epochMsSchema, remaining: z.number() });

const forecast = z.object({
  text: z.string(),
  short: optionalText,
  band: z.exactOptional(z.object({ meterId: z.string(), earliest: forecastPoint, latest: forecastPoint })),
});

const accountSchema = z.object({
  links: z.array(z.enum(linkKinds)),
  id: z.string(),
  provider: z.string(),
  providerName: z.string(),
  label: z.string(),
  level: z.enum(["ok", "low", "empty", "unknown"]),
  meters: z.array(meter),
  readAt: optionalText,
  stale: z.boolean(),
  problem: z.exactOptional(problem),
  plan: optionalText,
  expiresAt: optionalText,
  keyExpiresAt: optionalText,
  autoTopUp: z.exactOptional(z.object({ threshold: optionalText, amount: optionalText })),
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  keyHost: optionalText,
  isBlocked: z.boolean(),
  isReading: z.boolean(),
  isHidden: z.exactOptional(z.boolean()),
  rank: z.exactOptional(z.number()),
  standings: z.record(z.string(), z.enum(meterStandings)),
  floors: z.exactOptional(z.record(z.string(), amountSchema)),
  dailyBudget: z.exactOptional(amountSchema),
  forecast: z.exactOptional(forecast),
  sync: z.exactOptional(sync),
});

accountSchema satisfies ExactSchema<PanelAccount, typeof accountSchema>;

const history = z.discriminatedUnion("isOn", [
  z.object({ isOn: z.literal(true) }),
  z.object({ isOn: z.literal(false), message: z.string() }),
]);

// The strings come from the same build as the webview. This only rejects a message that is not from the host.
const strings = z.custom<PanelStrings>((value) => typeof value === "object" && value !== null);

/** The properties of a panel state, which a message contains beside its kind. */
export const panelStateShape = {
  accounts: z.array(accountSchema),
  hideAmounts: z.boolean(),
  history,
  locale: z.custom<string>(isLocale),
  strings,
};

export const panelStateSchema = z.object(panelStateShape);

panelStateSchema satisfies ExactSchema<PanelState, typeof panelStateSchema>;

function isLocale(value: unknown): boolean {
  try {
    return typeof value === "string" && Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}
