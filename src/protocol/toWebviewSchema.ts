import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { usagePeriods } from "../core/history/usage.ts";
import { ledgerSources, ledgerTypes, observedCauses } from "../core/ledger/ledgerEntry.ts";
import { unitSchema } from "../core/money/unitSchema.ts";
import {
  amountSchema as amount,
  entryChangeShape,
  epochMsSchema,
  localDaySchema,
  optionalText,
} from "./commonSchemas.ts";
import type { InitialData, Method, Params, ToWebview } from "./messages.ts";
import type { PanelEntry } from "./panelState.ts";
import { panelStateSchema, panelStateShape } from "./panelStateSchema.ts";
import { isEncodedPoints } from "./pointsCodec.ts";
import { ledgerTotalsSchema, observationResultSchema, statementResultSchema } from "./statementSchema.ts";

const points = z.custom<string>(isEncodedPoints);
const mark = z.object({ atMs: epochMsSchema, amount, type: z.enum(["topUp", "reset", "limit"]) });

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

const entrySchema = z.object({
  changes: z.exactOptional(z.array(z.object(entryChangeShape))),
  id: z.string(),
  source: z.enum(ledgerSources),
  type: z.enum(ledgerTypes),
  meterId: z.string(),
  unit: unitSchema,
  amount,
  balanceAfter: z.exactOptional(amount),
  runningBalance: z.exactOptional(amount),
  description: z.string(),
  reference: optionalText,
  metadata: optionalText,
  atMs: epochMsSchema,
  sinceMs: z.exactOptional(epochMsSchema),
  cause: z.exactOptional(z.enum(observedCauses)),
  booking: z.exactOptional(z.enum(["notBooked", "unexplained"])),
});

entrySchema satisfies ExactSchema<PanelEntry, typeof entrySchema>;

const change = z.object({
  fromMs: epochMsSchema,
  toMs: epochMsSchema,
  observed: amount,
  explained: amount,
  amount,
  entries: z.number(),
  settlesAtMs: epochMsSchema,
});

const day = z.object({ day: localDaySchema, consumed: amount });
const hour = z.object({ startMs: epochMsSchema, consumed: amount });

// The result of each request, by its method.
const results = {
  chart: z.object({ points, marks: z.array(mark), unit: unitSchema }),
  usage: z.discriminatedUnion("source", [
    z.object({ source: z.literal("provider"), usage, unit: unitSchema }),
    z.object({
      source: z.literal("observed"),
      days: z.array(day),
      hours: z.exactOptional(z.array(hour)),
      unit: unitSchema,
    }),
  ]),
  ledger: z.object({ entries: z.array(entrySchema), next: optionalText, total: z.number() }),
  unexplained: z.object({ changes: z.array(change), unit: unitSchema }),
  ledgerTotals: ledgerTotalsSchema,
  observation: observationResultSchema,
  statement: statementResultSchema,
};

function responseTo<K extends Method>(method: K) {
  return {
    method: z.literal(method),
    response: z.discriminatedUnion("ok", [
      z.object({ ok: z.literal(true), value: results[method] }),
      z.object({ ok: z.literal(false), message: z.string() }),
    ]),
  };
}

function responseMessage<K extends Method>(method: K) {
  return z.object({ kind: z.literal("response"), requestId: z.number(), ...responseTo(method) });
}

/** What the webview accepts from the host; it ignores everything else. */
export const toWebviewSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("state"), ...panelStateShape }),
  z.object({ kind: z.literal("show"), accountId: optionalText }),
  z.object({ kind: z.literal("historyChanged"), accountId: z.string() }),
  z.discriminatedUnion("method", [
    responseMessage("chart"),
    responseMessage("usage"),
    responseMessage("ledger"),
    responseMessage("unexplained"),
    responseMessage("ledgerTotals"),
    responseMessage("observation"),
    responseMessage("statement"),
  ]),
]);

toWebviewSchema satisfies ExactSchema<ToWebview, typeof toWebviewSchema>;

function initialResponse<K extends Method>(method: K) {
  // The parameters are only compared with those of a request.
  const params = z.custom<Params<K>>((value) => typeof value === "object" && value !== null);
  return z.object({ params, ...responseTo(method) });
}

export const initialDataSchema = z.object({
  state: panelStateSchema,
  page: z.exactOptional(z.literal("overview")),
  accountId: optionalText,
  responses: z.array(
    z.discriminatedUnion("method", [
      initialResponse("chart"),
      initialResponse("usage"),
      initialResponse("ledger"),
      initialResponse("unexplained"),
      initialResponse("ledgerTotals"),
      initialResponse("observation"),
      initialResponse("statement"),
    ]),
  ),
});

initialDataSchema satisfies ExactSchema<InitialData, typeof initialDataSchema>;
