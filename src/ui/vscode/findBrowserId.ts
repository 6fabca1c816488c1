import { env, type Memento, UIKind } from "vscode";

const stateKey = "browserId";

/**
 * An id of the browser that shows this VS Code, the same in each of its windows; `undefined` on a desktop, where all
 * windows share one keyring. VS Code's own `machineId` is the server's, or none without telemetry.
 */
export function findBrowserId(state: Memento): string | undefined {
  if (env.uiKind !== UIKind.Web) return undefined;
  const stored = state.get<unknown>(stateKey);
  if (typeof stored === "string") return stored;
  const id = crypto.randomUUID();
  void state.update(stateKey, id);
  return id;
}
