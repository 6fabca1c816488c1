import { EventEmitter } from "vscode";
import type { AccountState, CreditMonitorApi } from "../api.ts";
import type { Desk } from "./desk.ts";

/** The public API: what other extensions get. Never a key. */
export function createApi(desk: Desk): CreditMonitorApi {
  const { accounts } = desk;
  const onDidChange: CreditMonitorApi["onDidChange"] = (listener, thisArgs, disposables) => {
    // A VS Code emitter keeps one failing listener from stopping the others.
    const emitter = new EventEmitter<readonly AccountState[]>();
    emitter.event(listener, thisArgs);
    const source = accounts.onDidChange(() => emitter.fire(states()));
    const subscription = {
      dispose: () => {
        source.dispose();
        emitter.dispose();
      },
    };
    disposables?.push(subscription);
    return subscription;
  };
  // Copies: what another extension does to them stays with it.
  const states = () => structuredClone(accounts.states());
  // All extensions get this one object: none may put its own answers into it.
  return Object.freeze({
    version: 1 as const,
    accounts: states,
    onDidChange,
    refresh: async (accountId) => {
      const { refreshNow } = await import("./commandHandlers.ts");
      const asked = await refreshNow(desk, accountId);
      return states().filter(({ id }) => asked.some((state) => state.id === id));
    },
    check: async (request) => (await import("./commandHandlers.ts")).check(desk, request),
    ledger: async (query) => (await import("./commandHandlers.ts")).ledgerPage(desk, query),
    history: async (query) => (await import("./commandHandlers.ts")).historyPoints(desk, query),
  } satisfies CreditMonitorApi);
}
