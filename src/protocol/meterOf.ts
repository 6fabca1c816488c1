import type { Meter } from "../core/accounts/accountState.ts";
import type { PanelAccount } from "./messages.ts";
import type { PanelMemory } from "./viewState.ts";

/** The meter that is looked at: the chosen one, else the headline meter. */
export function meterOf({
  account,
  memory,
}: {
  readonly account: PanelAccount;
  readonly memory: PanelMemory;
}): Meter | undefined {
  return account.meters.find(({ id }) => id === memory.meterId) ?? account.meters[0];
}
