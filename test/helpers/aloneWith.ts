import { ListNotes } from "../../src/services/accounts/settingsJournal.ts";
import type { Clock } from "../../src/services/common/clock.ts";
import { Claims } from "../../src/services/coordination/leases.ts";

/** The notes of a window that shares nothing with any other. */
export function aloneWith(clock: Clock): ListNotes {
  const shared = { share: async () => undefined };
  return new ListNotes({ shared, claims: new Claims(shared, clock), clock });
}
