import { l10n, type QuickPickItem, window } from "vscode";
import * as z from "zod/mini";
import { type StatusBarChoice, statusBarChoices } from "../../services/common/settings.ts";
import { parseArguments } from "../context/commandArguments.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { statusBarView } from "../statusBar/statusBarView.ts";

const argumentSchema = z.object({ show: z.enum(statusBarChoices) });

type StatusBarContext = Pick<CommandContext, "accountViews" | "settings" | "statusBar">;

/** Sets which accounts the status bar shows. The prompt previews the choice that has the focus. */
export async function chooseStatusBar(context: StatusBarContext, value: unknown): Promise<void> {
  const args = parseArguments(argumentSchema, value);
  const choice = args?.show ?? (await pickChoice(context));
  if (choice) await context.settings.setStatusBarChoice(choice);
}

function pickChoice({
  accountViews,
  settings,
  statusBar,
}: StatusBarContext): Promise<StatusBarChoice | undefined> {
  const items = statusBarChoices.map((choice) => ({
    label: choiceText(choice),
    detail: statusBarView(accountViews.statuses(), choice, accountViews.textContext()).text,
    choice,
  }));
  const pick = window.createQuickPick<QuickPickItem & { readonly choice: StatusBarChoice }>();
  pick.title = l10n.t("Status bar");
  pick.placeholder = l10n.t("Which accounts should the status bar show?");
  pick.items = items;
  pick.activeItems = items.filter(({ choice }) => choice === settings.statusBarChoice());
  return new Promise((resolve) => {
    pick.onDidChangeActive(([item]) => statusBar.preview(item?.choice));
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.choice);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      statusBar.preview(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function choiceText(choice: StatusBarChoice): string {
  if (choice === "all") return l10n.t("All accounts");
  return choice === "pinned" ? l10n.t("Pinned accounts") : l10n.t("The account closest to running out");
}
