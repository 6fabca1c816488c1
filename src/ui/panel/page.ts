import { readFile } from "node:fs/promises";
import path from "node:path";
import { env } from "vscode";
import { viewStateSchema } from "../../protocol/viewState.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { logBug } from "../diagnostics/log.ts";
import type { RequestContext } from "./handleRequest.ts";
import { type PanelAssets, panelHtml } from "./html.ts";
import { createInitialData } from "./initialData.ts";
import type { PanelPage } from "./panel.ts";

/** The page for a saved view state, which is not checked yet. */
export async function createPanelPage(
  context: RequestContext & Pick<CommandContext, "extensionFolder" | "log">,
  savedState: unknown,
): Promise<PanelPage> {
  const viewState = viewStateSchema.safeParse(savedState).data ?? {};
  const assets = await readAssets(path.join(context.extensionFolder, "dist", "webview"));
  // One after the other: queries keep this process busy, and VS Code would get the page, for which it prepares a
  // frame, only after them.
  const initialData = await createInitialData(context, viewState).catch((error: unknown) => {
    logBug(context.log, error);
    return undefined;
  });
  return {
    ...(initialData ? { initialHtml: panelHtml(assets, env.language, initialData) } : {}),
    emptyHtml: () => panelHtml(assets, env.language),
  };
}

async function readAssets(folder: string): Promise<PanelAssets> {
  const read = (name: string) => readFile(path.join(folder, name), "utf8");
  const [script, style] = await Promise.all([read("main.js"), read("main.css")]);
  return { script, style };
}
