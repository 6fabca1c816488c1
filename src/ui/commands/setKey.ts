import { l10n } from "vscode";
import * as z from "zod/mini";
import type { Account } from "../../core/accounts/account.ts";
import { accountIdField, commandArguments } from "../context/commandArguments.ts";
import { accountOf, type Desk, providerOf, refusal } from "../context/commandContext.ts";
import { givenKey, keyFields } from "../context/credentialArguments.ts";
import { tellReading } from "../notifications/reportFirstReading.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { askKey } from "../prompts/promptKey.ts";
import { plainText } from "../text/sanitizeText.ts";

const fields = z.object({ accountId: accountIdField, ...keyFields });

/** Gives an account a key for the origin it has now. A refused key rejects and leaves the old one. */
export async function setKey(desk: Desk, value: unknown): Promise<void> {
  const args = commandArguments(fields, value);
  if (!args) {
    const picked = await pickAccount(desk, l10n.t("Set key of which account?"));
    if (picked) await askForKey(desk, picked.account);
    return;
  }
  const { account } = accountOf(desk, args.accountId);
  const provider = providerOf(desk, account.provider);
  const proven = await desk.book.prove({ ...account, provider }, givenKey(provider, args), desk.signal);
  if (!proven.ok) throw refusal(desk, proven.failure, provider);
  await desk.book.setKey(account.id, proven.value);
}

/** Asks a person for the key of an account. */
export async function askForKey(desk: Desk, account: Account): Promise<void> {
  const provider = providerOf(desk, account.provider);
  const asked = await askKey(desk, {
    ...account,
    provider,
    steps: { next: () => ({ title: l10n.t("Key of {0}", plainText(account.label)) }) },
  });
  if (!asked) return;
  await desk.book.setKey(account.id, asked.proven);
  tellReading(desk, account.id, "rekeyed");
}
