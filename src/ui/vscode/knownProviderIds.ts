import type { Memento } from "vscode";
import type { ProviderIdStore } from "../../services/providerRegistry.ts";

const key = "providers";

/** The ids of declared providers that accounts have or had, stored in the extension's global state. */
export function knownProviderIds(state: Memento): ProviderIdStore {
  const all = () => state.get<readonly string[]>(key, []);
  return { all, add: (id) => void state.update(key, [...all(), id]) };
}
