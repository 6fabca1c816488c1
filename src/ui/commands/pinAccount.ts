import * as z from "zod/mini";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { l10n } from "../text/l10n.ts";

const argumentSchema = z.object({ accountId: accountIdField });

/** Pins an account for the status bar, or unpins it. */
export async function pinAccount(
  context: Pick<CommandContext, "accountList" | "accountViews">,
  value: unknown,
): Promise<void> {
  const args = parseArguments(argumentSchema, value);
  const status = args
    ? requireAccount(context, args.accountId)
    : await pickAccount(context, l10n.t("Pin or unpin which account?"), value);
  if (!status) return;
  const { id, pinned } = requireAccount(context, status.account.id).account;
  await context.accountList.edit(id, { pinned: pinned ? null : true });
}
