import { l10n, window } from "vscode";
import * as z from "zod/mini";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

const fields = z.object({
  accountId: accountIdField,
  history: z.exactOptional(z.enum(["keep", "delete"])),
});

/** Removes an account from the settings, with its key and readings. */
export async function removeAccount(context: CommandContext, value: unknown): Promise<void> {
  const args = parseArguments(fields, value);
  if (args) {
    await context.accountManager.remove(
      requireAccount(context, args.accountId).account.id,
      args.history ?? "keep",
    );
    return;
  }
  const picked = await pickAccount(context, l10n.t("Remove which account?"));
  if (!picked) return;
  const { id, label } = picked.account;
  const keep = l10n.t("Remove, keep history");
  const forget = l10n.t("Remove with history");
  const answer = await window.showWarningMessage(
    l10n.t("Remove {0}?", sanitizeText(label)),
    {
      modal: true,
      detail: l10n.t("Its key is deleted from this machine. The account at the provider stays."),
    },
    keep,
    forget,
  );
  if (answer !== undefined) await context.accountManager.remove(id, answer === keep ? "keep" : "delete");
}
