import type { Memento } from "vscode";
import { Emitter } from "../../services/common/emitter.ts";

/** The accounts that are hidden on this machine. */
export interface SetAside {
  has(accountId: string): boolean;
  set(accountId: string, isSetAside: boolean): void;
  readonly onDidChange: Emitter<void>["event"];
}

const stateKey = "setAside";

/** Kept in the extension's global state, which stays on this machine while the settings are synced. */
export function createSetAside(state: Memento): SetAside {
  const changed = new Emitter<void>();
  const all = (): readonly string[] => {
    const stored = state.get<unknown>(stateKey);
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  };
  return {
    has: (accountId) => all().includes(accountId),
    set: (accountId, isSetAside) => {
      if (all().includes(accountId) === isSetAside) return;
      const others = all().filter((id) => id !== accountId);
      void state.update(stateKey, isSetAside ? [...others, accountId] : others);
      changed.fire();
    },
    onDidChange: changed.event,
  };
}
