import type { Account } from "../../core/accounts/account.ts";
import { type Endpoint, parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { Provider } from "../../providers/provider.ts";

/** The account's own base URL or that of its provider; `undefined` when it is missing or not allowed. */
export function endpointOf(account: Pick<Account, "baseUrl">, provider: Provider): Endpoint | undefined {
  const baseUrl = account.baseUrl ?? provider.defaultBaseUrl;
  return baseUrl === undefined ? undefined : parseEndpoint(baseUrl);
}
