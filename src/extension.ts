import type { ExtensionContext } from "vscode";
import type { CreditMonitorApi } from "./api.ts";
import type { createMonitor } from "./monitor.lazy.ts";
import { DisposableStore } from "./services/common/disposable.ts";
import { lazy } from "./services/common/lazy.ts";
import { registerAgentTool } from "./ui/agent/registerAgentTool.ts";
import { registerMcpServer } from "./ui/agent/registerMcpServer.ts";
import { createApi } from "./ui/api/createApi.ts";
import { registerPanelSerializer } from "./ui/panel/registerPanelSerializer.ts";
import { registerCommands } from "./ui/registerCommands.ts";
import { readKeptStatusBar } from "./ui/statusBar/keptStatusBar.ts";
import { StatusBarItems } from "./ui/statusBar/statusBarItems.ts";

/** VS Code starts its extensions in the first second, beside each other: the rest begins after them. */
const monitorDelayMs = 1_000;

/**
 * Shows what the status bar showed last, and registers what VS Code and other extensions call. The rest is loaded when
 * it is first called, or soon after VS Code has started: without anything to show, at once.
 */
export function activate(extension: ExtensionContext): CreditMonitorApi {
  const disposables = new DisposableStore();
  extension.subscriptions.push(disposables);
  const items = disposables.add(new StatusBarItems());
  const kept = readKeptStatusBar(extension.globalState, Date.now());
  if (kept) items.show(kept.contents, kept.place);

  const loadMonitor = lazy(() => {
    // `require`, because the API's functions have no `await`.
    const part: { createMonitor: typeof createMonitor } = require("./monitor.lazy.ts");
    return disposables.add(part.createMonitor(extension, items));
  });
  const loadHandlers = () => loadMonitor().loadHandlers();
  for (const command of registerCommands(loadHandlers)) disposables.add(command);
  disposables.add(registerPanelSerializer(() => loadMonitor().context.panel));
  disposables.add(registerAgentTool(loadHandlers));
  disposables.add(registerMcpServer(extension, () => loadMonitor().context.loadLocalAccess()));

  if (kept) {
    const timer = setTimeout(loadMonitor, monitorDelayMs);
    disposables.add({ dispose: () => clearTimeout(timer) });
  } else loadMonitor();
  return createApi(() => loadMonitor().context, loadHandlers);
}
