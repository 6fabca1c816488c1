import { l10n, ThemeIcon, window } from "vscode";
import type { Account } from "../../core/accounts/account.ts";
import { floorText } from "../../core/accounts/thresholdText.ts";
import { refreshMinutesField } from "../context/commandArguments.ts";
import type { Desk } from "../context/commandContext.ts";
import { askText } from "../prompts/inputBox.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import { askName } from "../prompts/promptName.ts";
import { askFloor } from "../prompts/promptThreshold.ts";
import { labelText, plainText } from "../text/sanitizeText.ts";
import { askForKey } from "./setKey.ts";

interface Edit {
  readonly label: string;
  readonly description: string;
  readonly iconPath: ThemeIcon;
  run(): Promise<unknown>;
}

/** Lets a person change one thing of an account after the other, until they leave. */
export async function editByPrompts(desk: Desk): Promise<void> {
  const picked = await pickAccount(desk, l10n.t("Edit which account?"));
  if (!picked) return;
  for (;;) {
    const account = desk.accounts.find(picked.account.id)?.account;
    if (!account) return;
    const edit = await window.showQuickPick(edits(desk, account), {
      title: l10n.t("Edit {0}", plainText(account.label)),
      ignoreFocusOut: true,
    });
    if (!edit) return;
    await edit.run();
  }
}

function edits(desk: Desk, account: Account): readonly Edit[] {
  const { id, low, pinned, refreshMinutes } = account;
  const minutes = refreshMinutes ?? desk.settings.refreshMinutes();
  return [
    {
      label: l10n.t("Name"),
      description: labelText(account.label),
      iconPath: new ThemeIcon("tag"),
      run: () => editLabel(desk, account),
    },
    {
      label: l10n.t("Floor"),
      description: l10n.t("low under {0}", floorText(low ?? {}) || l10n.t("10 % of a limit")),
      iconPath: new ThemeIcon("bell"),
      run: () => askFloor(desk, account),
    },
    {
      label: l10n.t("Interval"),
      description: minutes === 1 ? l10n.t("every minute") : l10n.t("every {0} minutes", minutes),
      iconPath: new ThemeIcon("clock"),
      run: () => editInterval(desk, account),
    },
    {
      label: pinned ? l10n.t("Unpin") : l10n.t("Pin"),
      description: l10n.t("for a status bar that shows pinned accounts"),
      iconPath: new ThemeIcon(pinned ? "pinned" : "pin"),
      run: () => desk.book.edit(id, { pinned: pinned ? null : true }),
    },
    {
      label: l10n.t("Key"),
      description: l10n.t("give another one"),
      iconPath: new ThemeIcon("key"),
      run: () => askForKey(desk, account),
    },
  ];
}

async function editLabel(desk: Desk, { id, label }: Account): Promise<void> {
  const name = await askName({
    title: l10n.t("Name of {0}", plainText(label)),
    value: label,
    isKey: (text) => desk.book.holdsKey(id, text),
  });
  if (name !== undefined) await desk.book.edit(id, { label: name });
}

async function editInterval(desk: Desk, { id, label, refreshMinutes }: Account): Promise<void> {
  const usual = desk.settings.refreshMinutes();
  await askText({
    title: l10n.t("Interval of {0}", plainText(label)),
    prompt: l10n.t("Minutes between two reads; empty for {0}, as all.", usual),
    value: refreshMinutes === undefined ? "" : String(refreshMinutes),
    validate: (text) =>
      text === "" || refreshMinutesField.safeParse(Number(text)).success
        ? undefined
        : l10n.t("Write a number of minutes, 1 or more."),
    accept: async (text) => ({
      value: await desk.book.edit(id, { refreshMinutes: text === "" ? null : Number(text) }),
    }),
  });
}
