import { ThemeIcon } from "vscode";
import type { Account } from "../../core/accounts/account.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { refreshMinutesField } from "../../services/accounts/accountFields.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { showInputBox } from "../prompts/inputBox.ts";
import { editBudget, formatBudget } from "../prompts/promptBudget.ts";
import { promptDailyBudget } from "../prompts/promptDailyBudget.ts";
import { metersOf, promptMeters } from "../prompts/promptMeters.ts";
import { promptName } from "../prompts/promptName.ts";
import { promptThreshold } from "../prompts/promptThreshold.ts";
import { countText } from "../text/countText.ts";
import { l10n } from "../text/l10n.ts";
import { localizeLabel } from "../text/labels.ts";
import { lowWarningText } from "../text/lowWarningText.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import { type LocationContext, locationItems } from "./editLocation.ts";
import { confirmRemoval } from "./removeAccount.ts";
import { promptNewKey, type SetKeyContext } from "./setKey.ts";

export type EditContext = SetKeyContext & LocationContext & Pick<CommandContext, "settings">;

/** What can be changed about an account, with its present value. */
export interface EditItem {
  readonly label: string;
  readonly description: string;
  readonly iconPath: ThemeIcon;
  /** There is nothing to edit after it. */
  readonly isLast?: true;
  edit(): Promise<unknown>;
}

export function editItems(context: EditContext, status: AccountStatus): readonly EditItem[] {
  const { account } = status;
  const { id, pinned, refreshMinutes } = account;
  const minutes = refreshMinutes ?? context.settings.refreshMinutes();
  return [
    {
      label: l10n.t("Name"),
      description: labelText(account.label),
      iconPath: new ThemeIcon("tag"),
      edit: () => editLabel(context, account),
    },
    {
      label: l10n.t("Low-balance warning"),
      description: lowWarningText(status, context.accountViews.textContext()),
      iconPath: new ThemeIcon("bell"),
      edit: () => promptThreshold(context, account),
    },
    ...budgetItem(context, account),
    {
      label: l10n.t("Daily budget"),
      description: account.dailyBudget ?? l10n.t("not set"),
      iconPath: new ThemeIcon("calendar"),
      edit: () => promptDailyBudget(context, status),
    },
    ...metersItem(context, account),
    {
      label: l10n.t("Refresh interval"),
      description: countText(minutes, {
        one: () => l10n.t("every minute"),
        other: (count) => l10n.t("every {0} minutes", count),
      }),
      iconPath: new ThemeIcon("clock"),
      edit: () => editInterval(context, account),
    },
    {
      label: pinned ? l10n.t("Unpin") : l10n.t("Pin"),
      description: l10n.t("used when the status bar shows pinned accounts"),
      iconPath: new ThemeIcon(pinned ? "pinned" : "pin"),
      edit: () => context.accountList.edit(id, { pinned: pinned ? null : true }),
    },
    hideItem(context, account),
    {
      label: l10n.t("Key"),
      description: l10n.t("enter a new key"),
      iconPath: new ThemeIcon("key"),
      edit: () => promptNewKey(context, account, { canGoBack: true }),
    },
    ...locationItems(context, account),
    {
      label: l10n.t("Remove"),
      description: l10n.t("deletes the account and its key from this machine"),
      iconPath: new ThemeIcon("trash"),
      isLast: true,
      edit: () => confirmRemoval(context, account),
    },
  ];
}

/** Only for an account of which more than one meter was read. */
function metersItem(context: EditContext, account: Account): readonly EditItem[] {
  const { all, chosen } = metersOf(context, account);
  if (all.length < 2) return [];
  const names = chosen.map((meter) => localizeLabel(meter.label));
  return [
    {
      label: l10n.t("Meters"),
      description: names.length === 0 ? l10n.t("all") : labelText(names.join(", ")),
      iconPath: new ThemeIcon("list-selection"),
      edit: () => promptMeters(context, account),
    },
  ];
}

function hideItem({ accountViews }: EditContext, { id }: Account): EditItem {
  const isHidden = accountViews.isSetAside(id);
  return {
    label: isHidden ? l10n.t("Show on this machine") : l10n.t("Hide on this machine"),
    description: l10n.t("in the status bar, the tooltip and the view; it is still read"),
    iconPath: new ThemeIcon(isHidden ? "eye" : "eye-closed"),
    edit: async () => accountViews.setAside(id, !isHidden),
  };
}

/** Only for providers that publish what was spent, and nothing else. */
function budgetItem(context: EditContext, account: Account): readonly EditItem[] {
  const provider = context.providerRegistry.find(account.provider);
  if (!provider?.declared?.hasBudget && !account.budget) return [];
  return [
    {
      label: l10n.t("Budget"),
      description: account.budget ? formatBudget(account.budget) : l10n.t("not set"),
      iconPath: new ThemeIcon("credit-card"),
      edit: () => editBudget(context, account),
    },
  ];
}

async function editLabel(context: EditContext, { id, label }: Account): Promise<void> {
  const { accountList, accountManager } = context;
  const name = await promptName({
    title: l10n.t("Name of {0}", sanitizeText(label)),
    canGoBack: true,
    value: label,
    isKey: (text) => accountManager.containsKey(id, text),
  });
  if (name === undefined) return;
  requireAccount(context, id);
  await accountList.edit(id, { label: name });
}

async function editInterval(context: EditContext, { id, label, refreshMinutes }: Account): Promise<void> {
  const { accountList, settings } = context;
  await showInputBox({
    title: l10n.t("Refresh interval of {0}", sanitizeText(label)),
    canGoBack: true,
    prompt: l10n.t("Minutes between readings. Leave empty for the default ({0}).", settings.refreshMinutes()),
    value: refreshMinutes === undefined ? "" : String(refreshMinutes),
    validate: (text) =>
      text === "" || refreshMinutesField.safeParse(Number(text)).success
        ? undefined
        : l10n.t("Enter a number of minutes, 1 or more."),
    accept: async (text) => {
      requireAccount(context, id);
      await accountList.edit(id, { refreshMinutes: text === "" ? null : Number(text) });
      return { value: true };
    },
  });
}
