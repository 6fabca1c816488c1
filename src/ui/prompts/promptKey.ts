import type { AccountPlace, ProvenAccount } from "../../services/accountManager.ts";
import type { GivenKey } from "../../services/credentials/verifyKey.ts";
import { type Desk, refusal } from "../context/commandContext.ts";
import { askGivenKey, type KeyPlace } from "./promptCredential.ts";

/** A key that was not refused, and as it was given. */
export interface AskedKey {
  readonly proven: ProvenAccount;
  readonly given: GivenKey;
}

/**
 * Asks for a provider's key and reads the account once with it. A refused key is said in place and can
 * be given again. `undefined` when the person leaves.
 */
export function askKey(desk: Desk, place: AccountPlace & KeyPlace): Promise<AskedKey | undefined> {
  return askGivenKey(place, async (given) => {
    const proven = await desk.book.prove(place, given, desk.signal);
    return proven.ok
      ? { value: { proven: proven.value, given } }
      : { objection: refusal(desk, proven.failure, place.provider).message };
  });
}
