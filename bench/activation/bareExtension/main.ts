import { Big } from "big.js";
import { ofetch } from "ofetch";
import { commands, type ExtensionContext, StatusBarAlignment, window } from "vscode";
import * as z from "zod/mini";

const reply = z.object({ remaining: z.string() });
const key = "amount";

/** The least that a credit monitor does at its start: one item with a kept amount, one command, one secret. */
export function activate({ globalState, secrets, subscriptions }: ExtensionContext): void {
  const item = window.createStatusBarItem("amount", StatusBarAlignment.Right, 1);
  item.text = `$(credit-card) ${globalState.get(key, "500,000")}`;
  item.show();
  const refresh = async () => {
    const headers = { authorization: `Bearer ${await secrets.get("key")}` };
    const { remaining } = reply.parse(await ofetch("http://127.0.0.1:9/", { headers }));
    item.text = `$(credit-card) ${new Big(remaining).toFixed(2)}`;
    await globalState.update(key, item.text);
  };
  subscriptions.push(item, commands.registerCommand("creditMonitorBare.refresh", refresh));
}
