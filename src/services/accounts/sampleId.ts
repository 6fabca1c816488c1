import { builtInProviders } from "../../providers/builtIn/builtInProviders.ts";
import type { Provider } from "../../providers/provider.ts";

/** The id of a provider's sample account. Other accounts never get it. */
export function sampleId({ id }: Provider): string {
  return `sample-${id.toLowerCase()}`;
}

export function isSampleId(accountId: string): boolean {
  return builtInProviders.some((provider) => sampleId(provider) === accountId);
}
