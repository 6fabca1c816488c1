import type { Account } from "../core/account.ts";
import type { Provider } from "../providers/provider.ts";
import { endpointOf } from "./accountAccess.ts";

/** What is read for an account: with another provider or base URL it is another account's readings. */
export function accountSource(account: Account, provider: Provider | undefined): string {
  return `${account.provider} ${(provider && endpointOf(account, provider)?.baseUrl) ?? ""}`;
}

/** Whether two sources are one provider at different places: what was last read still tells something. */
export function isSameProvider(source: string, other: string): boolean {
  return source.split(" ", 1)[0] === other.split(" ", 1)[0];
}
