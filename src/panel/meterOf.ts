import type { Meter } from "../core/accountState.ts";
import type { Room } from "./room.ts";

/** The meter that is looked at: the chosen one, else the headline meter. */
export function meterOf({ account, memory }: Room): Meter | undefined {
  return account.meters.find(({ id }) => id === memory.meterId) ?? account.meters[0];
}
