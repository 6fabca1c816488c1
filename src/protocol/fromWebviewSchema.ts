import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import { ledgerFilter } from "./ledgerFilter.ts";
import type { FromPanel } from "./messages.ts";
import { panelQuestion } from "./panelQuestion.ts";

const accountId = z.string().check(z.minLength(1), z.maxLength(200));

/** What the host accepts from the panel; anything else is dropped. */
export const fromPanel = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), isBorn: z.boolean() }),
  z.object({ kind: z.literal("refresh"), accountId: z.exactOptional(accountId) }),
  z.object({ kind: z.literal("addAccount") }),
  z.object({ kind: z.literal("trySample") }),
  z.object({ kind: z.literal("setKey"), accountId }),
  z.object({ kind: z.literal("selected"), accountId }),
  z.object({ kind: z.literal("ask"), requestId: z.int(), question: panelQuestion }),
  z.object({ kind: z.literal("export"), format: z.enum(["csv", "json"]), filter: ledgerFilter }),
  z.object({ kind: z.literal("syncLedger"), accountId }),
  z.object({ kind: z.literal("cancelSync"), accountId }),
]);

fromPanel satisfies ExactSchema<FromPanel, typeof fromPanel>;
