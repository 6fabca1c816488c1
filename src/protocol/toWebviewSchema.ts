import * as z from "zod/mini";
import type { ExactSchema } from "../core/common/exactSchema.ts";
import type { ToPanel } from "./messages.ts";
import { panelAnswer } from "./panelAnswer.ts";
import { panelState } from "./panelState.ts";

/** What the panel accepts from the host; anything else is dropped. */
export const toPanel = z.discriminatedUnion("kind", [
  panelState,
  z.object({ kind: z.literal("show"), accountId: z.string() }),
  z.object({ kind: z.literal("answer"), requestId: z.number(), answer: panelAnswer }),
  z.object({ kind: z.literal("historyChanged"), accountId: z.string() }),
]);

toPanel satisfies ExactSchema<ToPanel, typeof toPanel>;
