import { l10n, window } from "vscode";
import * as z from "zod/mini";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

const argumentSchema = z.object({
  accountId: accountIdField,
  history: z.exactOptional(z.enum(["keep", "delete"])),
});

/** Removes an account from the settings and deletes its key and last reading. Its history is kept or deleted. */
export async function removeAccount(
  context: Pick<CommandContext, "accountManager" | "accountViews">,
  value: unknown,
): Promise<void> {
  const { accountManager } = context;
  const args = parseArguments(argumentSchema, value);
  if (args) {
    const { account } = requireAccount(context, args.accountId);
    await accountManager.remove(account.id, args.history ?? "keep");
    return;
  }
  const picked = await pickAccount(context, l10n.t("Remove which account?"));
  if (!picked) return;
  const { id, label } = picked.account;
  const keepHistory = l10n.t("Remove and keep history");
  const deleteHistory = l10n.t("Remove and delete history");
  const choice = await window.showWarningMessage(
    l10n.t("Remove {0}?", sanitizeText(label)),
    {
      modal: true,
      detail: l10n.t("The key is deleted from this machine. Your account with the provider is not affected."),
    },
    keepHistory,
    deleteHistory,
  );
  if (choice !== undefined) await accountManager.remove(id, choice === keepHistory ? "keep" : "delete");
}
