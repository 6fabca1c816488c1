import { EventEmitter } from "vscode";
import type { AccountState, CreditMonitorApi } from "../../api.ts";
import type { ProviderRegistry } from "../../services/providerRegistry.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import type { LoadCommandContext } from "../context/commandContext.ts";
import { wrongArgument } from "../context/commandErrors.ts";

/** The public API: what other extensions get. Never a key. */
export function createApi(
  accountViews: AccountViews,
  providerRegistry: ProviderRegistry,
  loadCommandContext: LoadCommandContext,
): CreditMonitorApi {
  const onDidChange: CreditMonitorApi["onDidChange"] = (listener, thisArgs, disposables) => {
    // A VS Code emitter keeps one failing listener from stopping the others.
    const emitter = new EventEmitter<readonly AccountState[]>();
    emitter.event(listener, thisArgs);
    const source = accountViews.onDidChange(() => emitter.fire(states()));
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
  const states = () => structuredClone(accountViews.states());
  // All extensions get this one object: none may put its own answers into it.
  return Object.freeze({
    version: 1 as const,
    accounts: states,
    onDidChange,
    refresh: async (accountId) => {
      const { refreshNow } = await import("../commandHandlers.lazy.ts");
      const asked = await refreshNow(await loadCommandContext(), accountId);
      return states().filter(({ id }) => asked.some((state) => state.id === id));
    },
    check: async (request) =>
      (await import("../commandHandlers.lazy.ts")).check(await loadCommandContext(), request),
    ledger: async (query) =>
      (await import("../commandHandlers.lazy.ts")).ledgerPage(await loadCommandContext(), query),
    history: async (query) =>
      (await import("../commandHandlers.lazy.ts")).historyPoints(await loadCommandContext(), query),
    registerProvider: (definition) => {
      // As it would stand in the settings: what is given as `undefined` is left out.
      const registered = providerRegistry.register(JSON.parse(JSON.stringify(definition ?? null)));
      if ("dispose" in registered) return registered;
      const { field, reason } = registered;
      throw wrongArgument(`${field || "definition"} (${reason})`);
    },
  } satisfies CreditMonitorApi);
}
