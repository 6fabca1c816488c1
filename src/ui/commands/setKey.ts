import { l10n } from "vscode";
import * as z from "zod/mini";
import type { Account } from "../../core/accounts/account.ts";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import {
  type CommandContext,
  requireAccount,
  requireProvider,
  toProblemError,
} from "../context/commandContext.ts";
import { credentialFields, parseCredential } from "../context/credentialArguments.ts";
import { reportFirstReading } from "../notifications/reportFirstReading.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { promptKey } from "../prompts/promptKey.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

const fields = z.object({ accountId: accountIdField, ...credentialFields });

/** Gives an account a key for the origin it has now. A refused key rejects and leaves the old one. */
export async function setKey(context: CommandContext, value: unknown): Promise<void> {
  const args = parseArguments(fields, value);
  if (!args) {
    const picked = await pickAccount(context, l10n.t("Set key of which account?"));
    if (picked) await promptNewKey(context, picked.account);
    return;
  }
  const { account } = requireAccount(context, args.accountId);
  const provider = requireProvider(context, account.provider);
  const proven = await context.accountManager.verify(
    { ...account, provider },
    parseCredential(provider, args),
    context.signal,
  );
  if (!proven.ok) throw toProblemError(context, proven.failure, provider);
  await context.accountManager.setKey(account.id, proven.value);
}

/** Asks a person for the key of an account. */
export async function promptNewKey(context: CommandContext, account: Account): Promise<void> {
  const provider = requireProvider(context, account.provider);
  const asked = await promptKey(context, {
    ...account,
    provider,
    steps: { next: () => ({ title: l10n.t("Key of {0}", sanitizeText(account.label)) }) },
  });
  if (!asked) return;
  await context.accountManager.setKey(account.id, asked.verified);
  reportFirstReading(context, account.id, "rekeyed");
}
