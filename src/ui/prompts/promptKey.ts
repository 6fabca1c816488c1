import type { AccountLocation, VerifiedAccount } from "../../services/accountManager.ts";
import type { CredentialInput } from "../../services/credentials/verifyKey.ts";
import { type CommandContext, toProblemError } from "../context/commandContext.ts";
import { type CredentialPromptOptions, promptCredential } from "./promptCredential.ts";

/** A key that its provider did not refuse. */
export interface PromptedKey {
  readonly verified: VerifiedAccount;
  /** The key as it was typed. */
  readonly credential: CredentialInput;
}

/**
 * Asks for a provider's key and reads the account once with it. The input box stays open with the message when the
 * provider refuses the key, so that another one can be typed. `undefined` when the user cancels.
 */
export function promptKey(
  context: Pick<CommandContext, "accountManager" | "accountViews" | "signal">,
  options: AccountLocation & CredentialPromptOptions,
): Promise<PromptedKey | undefined> {
  return promptCredential(options, async (credential) => {
    const verified = await context.accountManager.verify(options, credential, context.signal);
    return verified.ok
      ? { value: { verified: verified.value, credential } }
      : { error: toProblemError(context, verified.failure, options.provider).message };
  });
}
