import { EventEmitter } from "vscode";
import type { AccountState, CreditMonitorApi } from "../../api.ts";
import type { ProviderDirectory } from "../../services/providerRegistry.ts";
import type { Accounts } from "../accounts/accountViews.ts";
import type { OpenDesk } from "../context/commandContext.ts";
import { wrongArgument } from "../context/commandErrors.ts";

/** The public API: what other extensions get. Never a key. */
export function createApi(
  accounts: Accounts,
  providers: ProviderDirectory,
  openDesk: OpenDesk,
): CreditMonitorApi {
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
      const { refreshNow } = await import("../commandHandlers.ts");
      const asked = await refreshNow(await openDesk(), accountId);
      return states().filter(({ id }) => asked.some((state) => state.id === id));
    },
    check: async (request) => (await import("../commandHandlers.ts")).check(await openDesk(), request),
    ledger: async (query) => (await import("../commandHandlers.ts")).ledgerPage(await openDesk(), query),
    history: async (query) => (await import("../commandHandlers.ts")).historyPoints(await openDesk(), query),
    registerProvider: (definition) => {
      // As it would stand in the settings: what is given as `undefined` is left out.
      const registered = providers.register(JSON.parse(JSON.stringify(definition ?? null)));
      if ("dispose" in registered) return registered;
      const { field, reason } = registered;
      throw wrongArgument(`${field || "definition"} (${reason})`);
    },
  } satisfies CreditMonitorApi);
}
