import type { Account } from "../../core/accounts/account.ts";
import type { Provider } from "../../providers/provider.ts";
import { endpointOf } from "../credentials/accountClient.ts";

/** What is read for an account: with another provider, definition, base URL or parameter it is another account's readings. */
export function accountSource(account: Account, provider: Provider | undefined): string {
  const place = `${account.provider} ${(provider && endpointOf(account, provider)?.baseUrl) ?? ""}`;
  if (!provider?.declared) return place;
  return `${place} ${provider.declared.revision} ${JSON.stringify(account.parameters ?? {})}`;
}

/** Whether two sources are asked at one origin. */
export function isSameOrigin(source: string, other: string): boolean {
  const [here, there] = [source, other].map((one) => URL.parse(one.split(" ", 2)[1] ?? "")?.origin);
  return here !== undefined && here === there;
}

/** Whether two sources are one provider at different places: what was last read still tells something. */
export function isSameProvider(source: string, other: string): boolean {
  return source.split(" ", 1)[0] === other.split(" ", 1)[0];
}
