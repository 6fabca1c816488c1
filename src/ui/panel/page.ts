import { readFile } from "node:fs/promises";
import path from "node:path";
import { env } from "vscode";
import type { InitialData } from "../../protocol/messages.ts";
import { viewStateSchema } from "../../protocol/viewState.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { logBug } from "../diagnostics/log.ts";
import { type PanelAssets, panelHtml } from "./html.ts";
import { initialData } from "./initialData.ts";
import type { PanelPage } from "./panel.ts";

/** The page for what a panel remembers, checked by nobody yet. */
export async function panelPage(context: CommandContext, memory: unknown): Promise<PanelPage> {
  const remembered = viewStateSchema.safeParse(memory).data ?? {};
  const assets = await readAssets(path.join(context.extensionFolder, "dist", "panel"));
  // Not beside it: the answers keep this process busy, and VS Code would hear only after them that it is to make a
  // frame, which takes it longer than the answers.
  const boot = await initialData(context, remembered).catch((error: unknown) => {
    logBug(context.log, error);
    return undefined;
  });
  const page = (known?: InitialData) => panelHtml(assets, env.language, known);
  return { ...(boot ? { born: page(boot) } : {}), bare: () => page() };
}

async function readAssets(folder: string): Promise<PanelAssets> {
  const read = (name: string) => readFile(path.join(folder, name), "utf8");
  const [script, style] = await Promise.all([read("panel.js"), read("panel.css")]);
  return { script, style };
}
