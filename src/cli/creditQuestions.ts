import { answerCreditCheck, type CreditAnswer } from "../ui/agent/answerCreditCheck.ts";
import { LocalAccounts } from "./localAccounts.ts";
import { StorageError } from "./storageError.ts";

/** A refusal is one of these while no window is there to read an account. */
const aloneText = "No VS Code with Credit Monitor answers, so nobody renews the readings.";

/**
 * Answers like the agent tool in VS Code: same input, same words, same verdicts. Also says when an older reading could
 * not be renewed because no window is open. `signal` ends the wait for a window.
 */
export async function answerLocally(
  storageFolder: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<CreditAnswer & { readonly isStorageProblem?: true }> {
  let accounts: LocalAccounts | undefined;
  try {
    accounts = LocalAccounts.open(storageFolder, signal);
    const context = { accountViews: accounts, clock: accounts.clock, poller: accounts };
    // A level is part of the answer only where no amount is asked about.
    const isAboutAmount = typeof input === "object" && input !== null && "amount" in input;
    if (!isAboutAmount) await accounts.estimateRunways();
    const { text, verdict } = await answerCreditCheck(context, input);
    return { text: accounts.isAlone ? `${text}\n${aloneText}` : text, verdict };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return {
      text: `unknown: ${error.message}`,
      verdict: "unknown",
      isStorageProblem: true,
    };
  } finally {
    accounts?.close();
  }
}
