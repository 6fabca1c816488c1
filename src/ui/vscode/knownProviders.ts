import type { Memento } from "vscode";
import type { KnownIds } from "../../services/providerRegistry.ts";

const key = "providers";

/** Ids of declared providers that accounts had, as VS Code keeps them for the extension. */
export function knownIds(state: Memento): KnownIds {
  const all = () => state.get<readonly string[]>(key, []);
  return { all, add: (id) => void state.update(key, [...all(), id]) };
}
