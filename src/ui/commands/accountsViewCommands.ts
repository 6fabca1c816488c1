import { window } from "vscode";
import * as z from "zod/mini";
import {
  accountIdField,
  interactiveAccountId,
  parseArguments,
  parseRequiredArguments,
} from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { shortRemainingText } from "../text/amountText.ts";
import { l10n } from "../text/l10n.ts";
import { labelText, messageText } from "../text/sanitizeText.ts";
import { promptNewKey, type SetKeyContext } from "./setKey.ts";

const accountSchema = z.object({ accountId: accountIdField });
const optionalAccountSchema = z.object({ accountId: z.exactOptional(accountIdField) });

type HideContext = Pick<CommandContext, "accountViews">;
type MoveContext = Pick<CommandContext, "accountList" | "accountViews">;

/** Asks for a new key of the account of the argument. */
export async function enterKey(context: SetKeyContext, value: unknown): Promise<void> {
  const accountId = interactiveAccountId(value) ?? parseRequiredArguments(accountSchema, value).accountId;
  await promptNewKey(context, requireAccount(context, accountId).account);
}

/** Hides an account on this machine. It is still read. */
export async function hideAccount(context: HideContext, value: unknown): Promise<void> {
  const args = parseArguments(accountSchema, value);
  const status = args
    ? requireAccount(context, args.accountId)
    : await pickAccount(context, l10n.t("Hide which account on this machine?"), value);
  if (!status) return;
  const { id, label } = status.account;
  context.accountViews.setAside(id, true);
  if (args) return;
  const show = l10n.t("Show Again");
  const message = l10n.t("{0} is hidden on this machine. It is still read.", messageText(label));
  if ((await window.showInformationMessage(message, show)) === show) context.accountViews.setAside(id, false);
}

/** Shows hidden accounts again: the one of the argument, all for `{}`, or those that the user picks. */
export async function showHiddenAccounts({ accountViews }: HideContext, value: unknown): Promise<void> {
  const args = parseArguments(optionalAccountSchema, value);
  const hidden = accountViews.statuses().filter(({ account }) => accountViews.isSetAside(account.id));
  const ids = args
    ? hidden.map(({ account }) => account.id).filter((id) => id === (args.accountId ?? id))
    : await pickHidden(accountViews, hidden);
  for (const id of ids) accountViews.setAside(id, false);
}

async function pickHidden(
  accountViews: HideContext["accountViews"],
  hidden: ReturnType<HideContext["accountViews"]["statuses"]>,
): Promise<readonly string[]> {
  if (hidden.length === 0) {
    void window.showInformationMessage(l10n.t("No account is hidden on this machine."));
    return [];
  }
  const textContext = accountViews.textContext();
  const items = hidden.map((status) => ({
    label: labelText(status.account.label),
    description: shortRemainingText(status, textContext),
    detail: accountViews.providerName(status.account.provider),
    id: status.account.id,
    picked: hidden.length === 1,
  }));
  const title = l10n.t("Show which accounts again?");
  const picked = await window.showQuickPick(items, { title, canPickMany: true, ignoreFocusOut: true });
  return picked?.map(({ id }) => id) ?? [];
}

/** Moves an account to the place of the one that is shown before it (-1) or after it (1). */
function moveBy(step: -1 | 1) {
  return async ({ accountList, accountViews }: MoveContext, value: unknown): Promise<void> => {
    // A view passes the row as the argument of an interactive command.
    const accountId = interactiveAccountId(value) ?? parseRequiredArguments(accountSchema, value).accountId;
    const { account } = requireAccount({ accountViews }, accountId);
    const ids = accountViews.shownStatuses().map((status) => status.account.id);
    const target = ids[ids.indexOf(account.id) + step];
    if (target !== undefined) await accountList.move([account.id], target);
  };
}

export const moveAccountUp = moveBy(-1);
export const moveAccountDown = moveBy(1);
