import * as z from "zod/mini";
import type { ExactSchema } from "../../core/common/exactSchema.ts";
import type { InitialData, PanelRequest } from "../../protocol/messages.ts";
import { panelResponseSchema, panelState } from "../../protocol/toWebviewSchema.ts";

// Only compared with what the page asks itself.
const question = z.custom<PanelRequest>((value) => typeof value === "object" && value !== null);

const panelBoot = z.object({
  state: panelState,
  accountId: z.exactOptional(z.string()),
  answers: z.array(z.object({ question, answer: panelResponseSchema })),
});

panelBoot satisfies ExactSchema<InitialData, typeof panelBoot>;

/** What the host wrote into the page; nothing where it is not there or not as it should be. */
export function readBoot(): InitialData | undefined {
  const text = document.getElementById("boot")?.textContent;
  return text ? panelBoot.safeParse(parsed(text)).data : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
