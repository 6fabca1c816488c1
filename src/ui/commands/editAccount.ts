import { l10n, ThemeIcon, window } from "vscode";
import * as z from "zod/mini";
import type { Account } from "../../core/accounts/account.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import {
  alertsField,
  budgetField,
  labelField,
  lowField,
  refreshMinutesField,
} from "../../services/accounts/accountFields.ts";
import type { AccountChanges } from "../../services/accounts/accountList.ts";
import { accountIdField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { argumentError } from "../context/commandErrors.ts";
import { showInputBox } from "../prompts/inputBox.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { editBudget, formatBudget } from "../prompts/promptBudget.ts";
import { promptName } from "../prompts/promptName.ts";
import { promptThreshold } from "../prompts/promptThreshold.ts";
import { countText } from "../text/countText.ts";
import { lowWarningText } from "../text/lowWarningText.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import { promptNewKey, type SetKeyContext } from "./setKey.ts";

const argumentSchema = z.object({
  accountId: accountIdField,
  label: z.exactOptional(labelField),
  refreshMinutes: z.exactOptional(z.nullable(refreshMinutesField)),
  pinned: z.exactOptional(z.boolean()),
  low: z.exactOptional(z.nullable(lowField)),
  budget: z.exactOptional(z.nullable(budgetField)),
  alerts: z.exactOptional(z.nullable(alertsField)),
  /** Hides it on this machine only. */
  setAside: z.exactOptional(z.boolean()),
});

type EditContext = SetKeyContext & Pick<CommandContext, "accountList" | "providerRegistry" | "settings">;

/** Changes name, interval, pin, threshold or budget of an account. Null as interval, threshold or budget removes it. */
export async function editAccount(context: EditContext, value: unknown): Promise<void> {
  const args = parseArguments(argumentSchema, value);
  if (!args) return editByPrompts(context, value);
  const { accountList, accountManager } = context;
  const { accountId, pinned, setAside, ...others } = args;
  const { account } = requireAccount(context, accountId);
  if (others.label !== undefined && (await accountManager.containsKey(account.id, others.label))) {
    throw argumentError("label");
  }
  if (setAside !== undefined) context.accountViews.setAside(account.id, setAside);
  const changes: AccountChanges = {
    ...others,
    ...(pinned === undefined ? {} : { pinned: pinned || null }),
  };
  if (Object.keys(changes).length > 0) await accountList.edit(account.id, changes);
}

/** Lets the user change one field of an account after the other, until they cancel. */
async function editByPrompts(context: EditContext, value: unknown): Promise<void> {
  const picked = await pickAccount(context, l10n.t("Edit which account?"), value);
  if (!picked) return;
  for (;;) {
    const status = context.accountViews.find(picked.account.id);
    if (!status) return;
    const item = await window.showQuickPick(editItems(context, status), {
      title: l10n.t("Edit {0}", sanitizeText(status.account.label)),
      ignoreFocusOut: true,
    });
    if (!item) return;
    await item.edit();
  }
}

interface EditItem {
  readonly label: string;
  readonly description: string;
  readonly iconPath: ThemeIcon;
  edit(): Promise<unknown>;
}

function editItems(context: EditContext, status: AccountStatus): readonly EditItem[] {
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
    hideItem(context, account),
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
      description: l10n.t("for when the status bar shows pinned accounts"),
      iconPath: new ThemeIcon(pinned ? "pinned" : "pin"),
      edit: () => context.accountList.edit(id, { pinned: pinned ? null : true }),
    },
    {
      label: l10n.t("Key"),
      description: l10n.t("enter a new key"),
      iconPath: new ThemeIcon("key"),
      edit: () => promptNewKey(context, account),
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

async function editLabel(
  { accountList, accountManager }: EditContext,
  { id, label }: Account,
): Promise<void> {
  const name = await promptName({
    title: l10n.t("Name of {0}", sanitizeText(label)),
    value: label,
    isKey: (text) => accountManager.containsKey(id, text),
  });
  if (name !== undefined) await accountList.edit(id, { label: name });
}

async function editInterval(
  { accountList, settings }: EditContext,
  { id, label, refreshMinutes }: Account,
): Promise<void> {
  await showInputBox({
    title: l10n.t("Refresh interval of {0}", sanitizeText(label)),
    prompt: l10n.t("Minutes between readings. Leave empty for the default ({0}).", settings.refreshMinutes()),
    value: refreshMinutes === undefined ? "" : String(refreshMinutes),
    validate: (text) =>
      text === "" || refreshMinutesField.safeParse(Number(text)).success
        ? undefined
        : l10n.t("Enter a number of minutes, 1 or more."),
    accept: async (text) => ({
      value: await accountList.edit(id, { refreshMinutes: text === "" ? null : Number(text) }),
    }),
  });
}
