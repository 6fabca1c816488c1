import { coals } from "./coals.ts";
import { depicta } from "./depicta.ts";
import { easySlip } from "./easySlip.ts";
import { poof } from "./poof.ts";
import type { Provider } from "./provider.ts";
import { richUtilities } from "./richUtilities.ts";

/** Every provider that is built in, in the order they are offered. */
export const providers: readonly Provider[] = [poof, depicta, richUtilities, easySlip, coals];

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
