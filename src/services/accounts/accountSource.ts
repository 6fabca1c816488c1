import type { Account } from "../../core/accounts/account.ts";
import type { Provider } from "../../providers/provider.ts";
import { endpointOf } from "../credentials/endpointOf.ts";

/**
 * Identifies what is read for an account. With another provider, definition, base URL, parameter or budget, the readings belong
 * to another account. Stored with attempts, so the format must not change.
 */
export function accountSource(account: Account, provider: Provider | undefined): string {
  const location = `${account.provider} ${(provider && endpointOf(account, provider)?.baseUrl) ?? ""}`;
  if (!provider?.declared) return location;
  const budget = account.budget ? ` ${JSON.stringify(account.budget)}` : "";
  const parameters = Object.entries(account.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${location} ${provider.declared.identity} ${JSON.stringify(Object.fromEntries(parameters))}${budget}`;
}

/** Whether the requests of two sources go to one origin. */
export function isSameOrigin(source: string, other: string): boolean {
  const origin = originOf(source);
  return origin !== undefined && origin === originOf(other);
}

/** Whether two sources have one provider: then the last reading of the one is still of use for the other. */
export function isSameProvider(source: string, other: string): boolean {
  return source.split(" ", 1)[0] === other.split(" ", 1)[0];
}

function originOf(source: string): string | undefined {
  return URL.parse(source.split(" ", 2)[1] ?? "")?.origin;
}
