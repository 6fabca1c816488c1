import * as z from "zod/mini";
import type { FromPanel } from "./panelMessages.ts";

const accountId = z.string().check(z.minLength(1), z.maxLength(200));

/** What the host accepts from the panel; anything else is dropped. */
export const fromPanel = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("refresh"), accountId: z.exactOptional(accountId) }),
  z.object({ kind: z.literal("addAccount") }),
  z.object({ kind: z.literal("trySample") }),
  z.object({ kind: z.literal("setKey"), accountId }),
  z.object({ kind: z.literal("selected"), accountId }),
]) satisfies z.ZodMiniType<FromPanel>;
