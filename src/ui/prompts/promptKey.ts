import type { AccountPlace, VerifiedAccount } from "../../services/accountManager.ts";
import type { CredentialInput } from "../../services/credentials/verifyKey.ts";
import { type CommandContext, toProviderError } from "../context/commandContext.ts";
import { type KeyPlace, promptCredential } from "./promptCredential.ts";

/** A key that was not refused, and as it was given. */
export interface AskedKey {
  readonly proven: VerifiedAccount;
  readonly given: CredentialInput;
}

/**
 * Asks for a provider's key and reads the account once with it. A refused key is said in place and can
 * be given again. `undefined` when the person leaves.
 */
export function promptKey(
  context: CommandContext,
  place: AccountPlace & KeyPlace,
): Promise<AskedKey | undefined> {
  return promptCredential(place, async (given) => {
    const proven = await context.accountManager.prove(place, given, context.signal);
    return proven.ok
      ? { value: { proven: proven.value, given } }
      : { objection: toProviderError(context, proven.failure, place.provider).message };
  });
}
