import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { usagePeriods } from "../core/history/usage.ts";
import { type LedgerFilter, ledgerSources, ledgerTypes } from "../core/ledger/ledgerEntry.ts";
import { panelMs } from "./epochMsSchema.ts";
import type { FromPanel, PanelRequest } from "./messages.ts";

/** A filter as the panel sends it. */
export const ledgerFilter = z.object({
  accountId: z.string().check(z.minLength(1), z.maxLength(200)),
  type: z.exactOptional(z.enum(ledgerTypes)),
  source: z.exactOptional(z.enum(ledgerSources)),
  fromMs: z.exactOptional(panelMs),
  toMs: z.exactOptional(panelMs),
  text: z.exactOptional(z.string().check(z.maxLength(500))),
});

ledgerFilter satisfies ExactSchema<LedgerFilter, typeof ledgerFilter>;

const id = z.string().check(z.minLength(1), z.maxLength(200));
const range = { fromMs: z.exactOptional(panelMs), toMs: z.exactOptional(panelMs) };
const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

/** What the host accepts as a question. */
export const panelRequestSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("chart"),
    query: z.object({ accountId: id, meterId: id, ...range, buckets: count(1, 10_000) }),
  }),
  z.object({
    kind: z.literal("usage"),
    accountId: id,
    meterId: id,
    span: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("period"), period: z.enum(usagePeriods) }),
      z.object({ kind: z.literal("range"), fromMs: panelMs, toMs: panelMs }),
    ]),
  }),
  z.object({
    kind: z.literal("ledger"),
    query: z.extend(ledgerFilter, {
      order: z.enum(["newest", "oldest"]),
      limit: count(1, 500),
      cursor: z.exactOptional(z.string()),
      skip: z.exactOptional(count(0, Number.MAX_SAFE_INTEGER)),
    }),
  }),
  z.object({ kind: z.literal("unexplained"), accountId: id, ...range }),
]);

panelRequestSchema satisfies ExactSchema<PanelRequest, typeof panelRequestSchema>;

const accountId = z.string().check(z.minLength(1), z.maxLength(200));

/** What the host accepts from the panel; anything else is dropped. */
export const fromPanel = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), isBorn: z.boolean() }),
  z.object({ kind: z.literal("refresh"), accountId: z.exactOptional(accountId) }),
  z.object({ kind: z.literal("addAccount") }),
  z.object({ kind: z.literal("trySample") }),
  z.object({ kind: z.literal("setKey"), accountId }),
  z.object({ kind: z.literal("selected"), accountId }),
  z.object({ kind: z.literal("ask"), requestId: z.int(), question: panelRequestSchema }),
  z.object({ kind: z.literal("export"), format: z.enum(["csv", "json"]), filter: ledgerFilter }),
  z.object({ kind: z.literal("syncLedger"), accountId }),
  z.object({ kind: z.literal("cancelSync"), accountId }),
]);

fromPanel satisfies ExactSchema<FromPanel, typeof fromPanel>;
