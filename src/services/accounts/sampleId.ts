import { builtInProviders } from "../../providers/builtIn/builtInProviders.ts";
import type { Provider } from "../../providers/provider.ts";

/** The id of a provider's sample account. Other accounts never get it. */
export function sampleId({ id }: Provider): string {
  return `sample-${id.toLowerCase()}`;
}

export function isSampleId(accountId: string): boolean {
  return builtInProviders.some((provider) => sampleId(provider) === accountId);
}

/** Whether an entry of the account list is a sample account: it has the id of one, and is on this machine. */
export function isSampleEntry({
  id,
  baseUrl,
}: {
  readonly id?: unknown;
  readonly baseUrl?: unknown;
}): boolean {
  return typeof id === "string" && isSampleId(id) && URL.parse(String(baseUrl))?.hostname === "127.0.0.1";
}
