import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { statementLabelKinds } from "../core/ledger/statement.ts";
import { unitSchema } from "../core/money/unitSchema.ts";
import { amountSchema as amount, epochMsSchema } from "./commonSchemas.ts";
import type { LedgerTotals, ObservationResult, StatementResult } from "./messages.ts";

const balance = z.exactOptional(z.object({ amount, asOfMs: epochMsSchema }));

const group = z.object({
  total: amount,
  entries: z.number(),
  lines: z.array(
    z.object({
      label: z.union([z.object({ text: z.string() }), z.object({ kind: z.enum(statementLabelKinds) })]),
      amount,
      entries: z.number(),
    }),
  ),
});

export const statementResultSchema = z.object({
  meters: z.array(
    z.object({
      meterId: z.string(),
      unit: unitSchema,
      opening: balance,
      in: group,
      out: group,
      adjustments: group,
      unexplained: group,
      closing: balance,
    }),
  ),
});

statementResultSchema satisfies ExactSchema<StatementResult, typeof statementResultSchema>;

export const ledgerTotalsSchema = z.object({
  all: z.number(),
  sums: z.array(z.object({ meterId: z.string(), unit: unitSchema, amount })),
});

ledgerTotalsSchema satisfies ExactSchema<LedgerTotals, typeof ledgerTotalsSchema>;

export const observationResultSchema = z.object({
  observation: z.exactOptional(
    z.object({
      changes: z.array(z.object({ amount, sinceMs: epochMsSchema, atMs: epochMsSchema })),
      changeCount: z.number(),
      entries: z.number(),
    }),
  ),
});

observationResultSchema satisfies ExactSchema<ObservationResult, typeof observationResultSchema>;
