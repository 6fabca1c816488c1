import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { chartAmounts } from "../core/history/chart.ts";
import { usagePeriods } from "../core/history/usage.ts";
import {
  type LedgerFilter,
  ledgerOrders,
  ledgerSourceFilters,
  ledgerTypes,
} from "../core/ledger/ledgerEntry.ts";
import { statementGroupings } from "../core/ledger/statement.ts";
import { isTimeZone } from "../core/time/timeZone.ts";
import { epochMsSchema, optionalText } from "./commonSchemas.ts";
import type { FromWebview, Method } from "./messages.ts";

const id = z.string().check(z.minLength(1), z.maxLength(200));
const timeZone = z.string().check(z.maxLength(100), z.refine(isTimeZone));
const optionalMs = z.exactOptional(epochMsSchema);
const integer = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));

const ledgerFilterShape = {
  accountId: id,
  type: z.exactOptional(z.enum(ledgerTypes)),
  source: z.exactOptional(z.enum(ledgerSourceFilters)),
  fromMs: optionalMs,
  toMs: optionalMs,
  text: z.exactOptional(z.string().check(z.maxLength(500))),
  timeZone: z.exactOptional(timeZone),
};

const ledgerFilterSchema = z.object(ledgerFilterShape);

ledgerFilterSchema satisfies ExactSchema<LedgerFilter, typeof ledgerFilterSchema>;

const statementShape = {
  accountId: id,
  fromMs: optionalMs,
  toMs: optionalMs,
  grouping: z.enum(statementGroupings),
};

const statementSchema = z.object(statementShape);

function request<const K extends Method, Params extends z.ZodMiniType>(method: K, params: Params) {
  return z.object({
    kind: z.literal("request"),
    requestId: z.int(),
    method: z.literal(method),
    params,
  });
}

const requestSchema = z.discriminatedUnion("method", [
  request(
    "chart",
    z.object({
      accountId: id,
      meterId: id,
      fromMs: optionalMs,
      toMs: optionalMs,
      buckets: integer(1, 10_000),
      amount: z.exactOptional(z.enum(chartAmounts)),
    }),
  ),
  request(
    "usage",
    z.object({
      accountId: id,
      meterId: id,
      span: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("period"), period: z.enum(usagePeriods) }),
        z.object({ kind: z.literal("range"), fromMs: epochMsSchema, toMs: epochMsSchema }),
      ]),
      timeZone,
    }),
  ),
  request(
    "ledger",
    z.object({
      ...ledgerFilterShape,
      order: z.enum(ledgerOrders),
      limit: integer(1, 500),
      cursor: optionalText,
      skip: z.exactOptional(integer(0, Number.MAX_SAFE_INTEGER)),
    }),
  ),
  request("ledgerTotals", ledgerFilterSchema),
  request("observation", z.object({ accountId: id, entryId: z.string() })),
  request("statement", statementSchema),
  request("unexplained", z.object({ accountId: id, fromMs: optionalMs, toMs: optionalMs })),
]);

/** What the host accepts from the webview; it ignores everything else. */
export const fromWebviewSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), hasInitialData: z.boolean(), timeZone }),
  z.object({ kind: z.literal("refresh"), accountId: z.exactOptional(id) }),
  z.object({ kind: z.literal("addAccount") }),
  z.object({ kind: z.literal("trySample") }),
  z.object({ kind: z.literal("setKey"), accountId: id }),
  z.object({ kind: z.literal("showAccount"), accountId: id }),
  z.object({ kind: z.literal("selected"), accountId: id }),
  z.object({ kind: z.literal("export"), format: z.enum(["csv", "json"]), filter: ledgerFilterSchema }),
  z.object({ kind: z.literal("copyStatement"), ...statementShape }),
  z.object({ kind: z.literal("saveStatement"), ...statementShape }),
  z.object({ kind: z.literal("syncLedger"), accountId: id }),
  z.object({ kind: z.literal("cancelSync"), accountId: id }),
  requestSchema,
]);

fromWebviewSchema satisfies ExactSchema<FromWebview, typeof fromWebviewSchema>;
