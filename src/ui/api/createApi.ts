import { EventEmitter } from "vscode";
import type { AccountState, CreditMonitorApi } from "../../api.ts";
import type { LoadCommandHandlers } from "../commandHandlers.lazy.ts";
import type { ActivationContext } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";

/** The public API: what other extensions get. Never a key. The services are loaded with the first call. */
export function createApi(
  loadContext: () => Pick<ActivationContext, "accountViews" | "providerRegistry">,
  loadHandlers: LoadCommandHandlers,
): CreditMonitorApi {
  const onDidChange: CreditMonitorApi["onDidChange"] = (listener, thisArgs, disposables) => {
    // With a VS Code emitter, a listener that throws does not stop the other listeners.
    const emitter = new EventEmitter<readonly AccountState[]>();
    emitter.event(listener, thisArgs);
    const source = loadContext().accountViews.onDidChange(() => emitter.fire(states()));
    const subscription = {
      dispose: () => {
        source.dispose();
        emitter.dispose();
      },
    };
    disposables?.push(subscription);
    return subscription;
  };
  // Copies: another extension cannot change ours through them.
  const states = () => structuredClone(loadContext().accountViews.states());
  // All extensions share this object, so that none may replace its functions.
  return Object.freeze({
    version: 1 as const,
    accounts: states,
    onDidChange,
    refresh: async (accountId) => {
      const refreshed = await (await loadHandlers()).refreshAccounts(accountId);
      return states().filter(({ id }) => refreshed.some((state) => state.id === id));
    },
    check: async (request) => (await loadHandlers()).check(request),
    ledger: async (query) => (await loadHandlers()).readLedgerPage(query),
    statement: async (query) => (await loadHandlers()).readApiStatement(query),
    history: async (query) => (await loadHandlers()).readHistoryPoints(query),
    registerProvider: (definition) => {
      // JSON leaves out fields that are `undefined`, as the settings do.
      const { providerRegistry } = loadContext();
      const registered = providerRegistry.register(JSON.parse(JSON.stringify(definition ?? null)));
      if ("dispose" in registered) return registered;
      const { field, reason } = registered;
      throw argumentError(`${field || "definition"} (${reason})`);
    },
  } satisfies CreditMonitorApi);
}
