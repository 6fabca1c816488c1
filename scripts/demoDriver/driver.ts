import { commands, extensions } from "vscode";
import { recordMemory } from "./recordMemory.ts";

interface Readings {
  accounts(): readonly { readonly problem?: unknown }[];
}

const sampleCount = 5;

/**
 * Adds the sample accounts unless they exist and can be read. In a second browser they cannot be read: each
 * browser has its own copy of the secrets, so the keys that the first one stored are missing.
 */
export async function activate(): Promise<void> {
  const file = process.env.CREDIT_MONITOR_MEMORY_FILE;
  if (file !== undefined) void recordMemory(file);
  const extension = extensions.getExtension<Readings>("credit-monitor.credit-monitor");
  const accounts = (await extension?.activate())?.accounts() ?? [];
  if (accounts.length >= sampleCount && accounts.every((account) => account.problem === undefined)) return;
  await commands.executeCommand("creditMonitor.trySample");
}
