import * as z from "zod/mini";
import type { Account } from "../../core/accounts/account.ts";
import {
  accountIdField,
  credentialFields,
  parseArguments,
  parseCredential,
} from "../context/commandArguments.ts";
import {
  type CommandContext,
  requireAccount,
  requireProvider,
  requireProviderOf,
  toProblemError,
} from "../context/commandContext.ts";
import { reportFirstReading } from "../notifications/reportFirstReading.ts";
import type { Step } from "../prompts/inputBox.ts";
import { keepOtherKeys } from "../prompts/keepOtherKeys.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { promptKey } from "../prompts/promptKey.ts";
import { l10n } from "../text/l10n.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

const argumentSchema = z.object({ accountId: accountIdField, ...credentialFields });

export type SetKeyContext = Pick<
  CommandContext,
  "accountManager" | "accountViews" | "keyNotes" | "providerRegistry" | "signal"
>;

/** Stores another key for an account and its current origin. Rejects when the provider refuses the key: the old one stays. */
export async function setKey(context: SetKeyContext, value: unknown): Promise<void> {
  const args = parseArguments(argumentSchema, value);
  if (!args) {
    const picked = await pickAccount(context, l10n.t("Set the key of which account?"), value);
    if (picked) await promptNewKey(context, picked.account);
    return;
  }
  const { accountManager, signal } = context;
  const { account } = requireAccount(context, args.accountId);
  const provider = requireProvider(context, account.provider);
  const verified = await accountManager.verify(
    { ...account, provider },
    parseCredential(provider, args),
    signal,
  );
  if (!verified.ok) throw toProblemError(context, verified.failure);
  await accountManager.setKey(account.id, verified.value);
  context.accountViews.setAside(account.id, false);
}

/** Asks for another key of an account, and stores it. */
export async function promptNewKey(
  context: SetKeyContext,
  account: Account,
  options: Pick<Step, "canGoBack"> = {},
): Promise<void> {
  if (!(await keepOtherKeys(context))) return;
  const provider = requireProviderOf(context, account);
  const title = l10n.t("Key for {0}", sanitizeText(account.label));
  const key = await promptKey(context, {
    ...account,
    provider,
    steps: { next: () => ({ title, ...options }) },
    ...options,
  });
  if (!key) return;
  requireAccount(context, account.id);
  await context.accountManager.setKey(account.id, key.verified);
  // A person who enters a key uses the account on this machine.
  context.accountViews.setAside(account.id, false);
  reportFirstReading(context, account.id, "rekeyed");
}
