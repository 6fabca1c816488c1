import { type Disposable, window } from "vscode";
import { panelViewType } from "../context/ids.ts";
import type { Panel } from "./panel.ts";

/** Restores the panel when VS Code restores the window's editors. */
export function registerPanelSerializer(loadPanel: () => Pick<Panel, "attach">): Disposable {
  return window.registerWebviewPanelSerializer(panelViewType, {
    deserializeWebviewPanel: async (panel, savedState: unknown) => loadPanel().attach(panel, savedState),
  });
}
