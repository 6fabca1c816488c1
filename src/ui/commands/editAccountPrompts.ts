import { l10n, ThemeIcon, window } from "vscode";
import type { Account } from "../../core/accounts/account.ts";
import { formatThreshold } from "../../core/accounts/thresholdText.ts";
import { refreshMinutesField } from "../context/commandArguments.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { showInputBox } from "../prompts/inputBox.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { promptName } from "../prompts/promptName.ts";
import { promptThreshold } from "../prompts/promptThreshold.ts";
import { labelText, sanitizeText } from "../text/sanitizeText.ts";
import { promptNewKey } from "./setKey.ts";

interface EditItem {
  readonly label: string;
  readonly description: string;
  readonly iconPath: ThemeIcon;
  run(): Promise<unknown>;
}

/** Lets a person change one thing of an account after the other, until they leave. */
export async function editAccountByPrompts(context: CommandContext): Promise<void> {
  const picked = await pickAccount(context, l10n.t("Edit which account?"));
  if (!picked) return;
  for (;;) {
    const account = context.accountViews.find(picked.account.id)?.account;
    if (!account) return;
    const edit = await window.showQuickPick(editItems(context, account), {
      title: l10n.t("Edit {0}", sanitizeText(account.label)),
      ignoreFocusOut: true,
    });
    if (!edit) return;
    await edit.run();
  }
}

function editItems(context: CommandContext, account: Account): readonly EditItem[] {
  const { id, low, pinned, refreshMinutes } = account;
  const minutes = refreshMinutes ?? context.settings.refreshMinutes();
  return [
    {
      label: l10n.t("Name"),
      description: labelText(account.label),
      iconPath: new ThemeIcon("tag"),
      run: () => editLabel(context, account),
    },
    {
      label: l10n.t("Floor"),
      description: l10n.t("low under {0}", formatThreshold(low ?? {}) || l10n.t("10 % of a limit")),
      iconPath: new ThemeIcon("bell"),
      run: () => promptThreshold(context, account),
    },
    {
      label: l10n.t("Interval"),
      description: minutes === 1 ? l10n.t("every minute") : l10n.t("every {0} minutes", minutes),
      iconPath: new ThemeIcon("clock"),
      run: () => editInterval(context, account),
    },
    {
      label: pinned ? l10n.t("Unpin") : l10n.t("Pin"),
      description: l10n.t("for a status bar that shows pinned accounts"),
      iconPath: new ThemeIcon(pinned ? "pinned" : "pin"),
      run: () => context.accountManager.edit(id, { pinned: pinned ? null : true }),
    },
    {
      label: l10n.t("Key"),
      description: l10n.t("give another one"),
      iconPath: new ThemeIcon("key"),
      run: () => promptNewKey(context, account),
    },
  ];
}

async function editLabel(context: CommandContext, { id, label }: Account): Promise<void> {
  const name = await promptName({
    title: l10n.t("Name of {0}", sanitizeText(label)),
    value: label,
    isKey: (text) => context.accountManager.containsKey(id, text),
  });
  if (name !== undefined) await context.accountManager.edit(id, { label: name });
}

async function editInterval(context: CommandContext, { id, label, refreshMinutes }: Account): Promise<void> {
  const usual = context.settings.refreshMinutes();
  await showInputBox({
    title: l10n.t("Interval of {0}", sanitizeText(label)),
    prompt: l10n.t("Minutes between two reads; empty for {0}, as all.", usual),
    value: refreshMinutes === undefined ? "" : String(refreshMinutes),
    validate: (text) =>
      text === "" || refreshMinutesField.safeParse(Number(text)).success
        ? undefined
        : l10n.t("Write a number of minutes, 1 or more."),
    accept: async (text) => ({
      value: await context.accountManager.edit(id, { refreshMinutes: text === "" ? null : Number(text) }),
    }),
  });
}
