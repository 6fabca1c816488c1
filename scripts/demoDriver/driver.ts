import { commands, type ExtensionContext, extensions } from "vscode";
import { recordMemory } from "./recordMemory.ts";

interface Readings {
  accounts(): readonly { readonly problem?: unknown }[];
}

const sampleCount = 5;

/**
 * Adds the sample accounts unless they exist and can be read, and with `CREDIT_MONITOR_DEMO_PANEL` opens the panel. With a
 * file in `CREDIT_MONITOR_MEMORY_FILE`, also registers a command that records the memory of the extension host.
 */
export async function activate(context: ExtensionContext): Promise<void> {
  const file = process.env.CREDIT_MONITOR_MEMORY_FILE;
  if (file !== undefined) {
    const command = "creditMonitorDemoDriver.recordMemory";
    context.subscriptions.push(commands.registerCommand(command, () => recordMemory(file)));
  }
  const extension = extensions.getExtension<Readings>("credit-monitor.credit-monitor");
  const accounts = (await extension?.activate())?.accounts() ?? [];
  const areRead = accounts.length >= sampleCount && accounts.every(({ problem }) => problem === undefined);
  if (!areRead) await commands.executeCommand("creditMonitor.trySample", {});
  if (process.env.CREDIT_MONITOR_DEMO_PANEL !== undefined) {
    await commands.executeCommand("creditMonitor.openPanel");
  }
}
