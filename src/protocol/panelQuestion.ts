import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { usagePeriods } from "../core/history/usage.ts";
import { panelMs } from "./epochMsSchema.ts";
import { ledgerFilter } from "./ledgerFilter.ts";
import type { PanelQuestion } from "./panelQuestions.ts";

const id = z.string().check(z.minLength(1), z.maxLength(200));
const range = { fromMs: z.exactOptional(panelMs), toMs: z.exactOptional(panelMs) };
const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

/** What the host accepts as a question. */
export const panelQuestion = z.discriminatedUnion("kind", [
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

panelQuestion satisfies ExactSchema<PanelQuestion, typeof panelQuestion>;
