import { l10n, window } from "vscode";
import * as z from "zod/mini";
import { accountIdField, commandArguments } from "../context/commandArguments.ts";
import { accountOf, type Desk } from "../context/commandContext.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { plainText } from "../text/sanitizeText.ts";

const fields = z.object({
  accountId: accountIdField,
  history: z.exactOptional(z.enum(["keep", "delete"])),
});

/** Removes an account from the settings, with its key and readings. */
export async function removeAccount(desk: Desk, value: unknown): Promise<void> {
  const args = commandArguments(fields, value);
  if (args) {
    await desk.book.remove(accountOf(desk, args.accountId).account.id, args.history ?? "keep");
    return;
  }
  const picked = await pickAccount(desk, l10n.t("Remove which account?"));
  if (!picked) return;
  const { id, label } = picked.account;
  const keep = l10n.t("Remove, keep history");
  const forget = l10n.t("Remove with history");
  const answer = await window.showWarningMessage(
    l10n.t("Remove {0}?", plainText(label)),
    {
      modal: true,
      detail: l10n.t("Its key is deleted from this machine. The account at the provider stays."),
    },
    keep,
    forget,
  );
  if (answer !== undefined) await desk.book.remove(id, answer === keep ? "keep" : "delete");
}
