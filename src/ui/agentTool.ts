import { type Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from "vscode";
import { agentToolName } from "../ids.ts";
import type { Desk } from "./desk.ts";

/** Lets agents ask whether there is enough before a big job. */
export function registerAgentTool(desk: Desk): Disposable {
  return lm.registerTool(agentToolName, {
    invoke: async ({ input }) => {
      const { creditsAnswer } = await import("./commandHandlers.ts");
      return new LanguageModelToolResult([new LanguageModelTextPart(await creditsAnswer(desk, input))]);
    },
  });
}
