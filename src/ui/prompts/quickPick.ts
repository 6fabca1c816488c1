import { Disposable, type QuickInputButton, QuickInputButtons, type QuickPickItem, window } from "vscode";
import { back } from "./answers.ts";
import type { Step } from "./inputBox.ts";
import { linkButton, openLink } from "./linkButton.ts";

export interface PickOptions<T> extends Step {
  readonly placeholder?: string;
  /** Also searches the descriptions. */
  readonly matchOnDescription?: boolean;
  readonly items: readonly PickItem<T>[];
}

/** An item; a separator has no choice. `link`: an https page that a button of the item opens. */
export type PickItem<T> = QuickPickItem & { readonly choice?: T; readonly link?: string | undefined };

/** Lets the user choose one of the items; `undefined` when they cancel, or go back where nothing came before. */
export async function showPick<T>(options: PickOptions<T>): Promise<T | undefined> {
  const { answers, canGoBack = false } = options;
  if (answers) return answers.ask<T>((state) => pickOnce(options, state.canGoBack));
  const choice = await pickOnce(options, canGoBack);
  return choice === back ? undefined : choice;
}

function pickOnce<T>(options: PickOptions<T>, canGoBack: boolean): Promise<T | undefined | typeof back> {
  type Item = PickItem<T> & { readonly buttons: readonly QuickInputButton[] };
  const pick = window.createQuickPick<Item>();
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.step = options.step;
  pick.totalSteps = options.totalSteps;
  pick.matchOnDescription = options.matchOnDescription ?? false;
  // Another part of the window may take the focus, as the walkthrough does when its step is done.
  pick.ignoreFocusOut = true;
  pick.buttons = canGoBack ? [QuickInputButtons.Back] : [];
  pick.items = options.items.map((item) => ({ ...item, buttons: linkButton(item.link) }));
  return new Promise((resolve) => {
    const finish = (choice: T | undefined | typeof back) => {
      resolve(choice);
      disposables.dispose();
    };
    const disposables = Disposable.from(
      pick,
      pick.onDidTriggerButton(() => finish(back)),
      pick.onDidTriggerItemButton(({ item }) => openLink(item.link)),
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item) finish(item.choice);
      }),
      pick.onDidHide(() => finish(undefined)),
    );
    pick.show();
  });
}
