import { window } from "vscode";
import * as z from "zod/mini";
import type { Account } from "../../core/accounts/account.ts";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { l10n } from "../text/l10n.ts";
import { sanitizeText } from "../text/sanitizeText.ts";

const argumentSchema = z.object({
  accountId: accountIdField,
  history: z.exactOptional(z.enum(["keep", "delete"])),
});

type RemoveContext = Pick<CommandContext, "accountManager" | "accountViews">;

/** Removes an account from the settings and deletes its key and last reading. Its history is kept or deleted. */
export async function removeAccount(context: RemoveContext, value: unknown): Promise<void> {
  const args = parseArguments(argumentSchema, value);
  if (args) {
    const { account } = requireAccount(context, args.accountId);
    await remove(context, account.id, args.history ?? "keep");
    return;
  }
  const picked = await pickAccount(context, l10n.t("Remove which account?"), value);
  if (picked) await confirmRemoval(context, picked.account);
}

/** Asks whether to remove an account, and whether to keep its history. */
export async function confirmRemoval(context: RemoveContext, { id, label }: Account): Promise<void> {
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
  if (choice === undefined) return;
  requireAccount(context, id);
  await remove(context, id, choice === keepHistory ? "keep" : "delete");
}

async function remove(
  { accountManager, accountViews }: RemoveContext,
  accountId: string,
  history: "keep" | "delete",
): Promise<void> {
  await accountManager.remove(accountId, history);
  // A later account of this id is not hidden.
  accountViews.setAside(accountId, false);
}
