import { Claims } from "../../../src/services/claims.ts";
import type { Clock } from "../../../src/services/clock.ts";
import { ListNotes } from "../../../src/services/listNotes.ts";

/** The notes of a window that shares nothing with any other. */
export function aloneWith(clock: Clock): ListNotes {
  const shared = { share: async () => undefined };
  return new ListNotes({ shared, claims: new Claims(shared, clock), clock });
}
