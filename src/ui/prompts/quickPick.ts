import { Disposable, type QuickInputButton, QuickInputButtons, type QuickPickItem, window } from "vscode";
import { back } from "./answers.ts";
import type { Step } from "./inputBox.ts";
import { linkButton, openLink } from "./linkButton.ts";

export interface PickOptions<T> extends Step {
  readonly placeholder?: string;
  /** Also searches the descriptions. */
  readonly matchOnDescription?: boolean;
  readonly items: readonly PickItem<T>[];
  /** What Back resolves to where the prompt is not in a sequence. */
  readonly onBack?: T;
}

/** An item; a separator has no choice. `link`: an https page that a button of the item opens. */
export type PickItem<T> = QuickPickItem & { readonly choice?: T; readonly link?: string | undefined };

/** Lets the user choose one of the items; `undefined` when they cancel, or go back where nothing came before. */
export async function showPick<T>(options: PickOptions<T>): Promise<T | undefined> {
  const { answers, canGoBack = false } = options;
  const pickOne = async (hasBack: boolean) => {
    const picked = await pickOnce(options, { canGoBack: hasBack, isMultiple: false });
    return picked === back || picked === undefined ? picked : picked[0]?.choice;
  };
  if (answers) return answers.ask<T>((state) => pickOne(state.canGoBack));
  const choice = await pickOne(canGoBack);
  return choice === back ? options.onBack : choice;
}

/** Lets the user choose any number of the items, those with `picked` at first; `undefined` when they cancel or go back. */
export async function showMultiPick<T>(options: PickOptions<T>): Promise<readonly T[] | undefined> {
  const picked = await pickOnce(options, { canGoBack: options.canGoBack ?? false, isMultiple: true });
  if (picked === back || picked === undefined) return undefined;
  return picked.flatMap(({ choice }) => (choice === undefined ? [] : [choice]));
}

function pickOnce<T>(
  options: PickOptions<T>,
  { canGoBack, isMultiple }: { readonly canGoBack: boolean; readonly isMultiple: boolean },
): Promise<readonly PickItem<T>[] | undefined | typeof back> {
  type Item = PickItem<T> & { readonly buttons: readonly QuickInputButton[] };
  const pick = window.createQuickPick<Item>();
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.step = options.step;
  pick.totalSteps = options.totalSteps;
  pick.matchOnDescription = options.matchOnDescription ?? false;
  // Another part of the window may take the focus, as the walkthrough does when its step is done.
  pick.ignoreFocusOut = true;
  pick.canSelectMany = isMultiple;
  pick.buttons = canGoBack ? [QuickInputButtons.Back] : [];
  const items = options.items.map((item) => ({ ...item, buttons: linkButton(item.link) }));
  pick.items = items;
  if (isMultiple) pick.selectedItems = items.filter(({ picked }) => picked);
  return new Promise((resolve) => {
    const finish = (picked: readonly PickItem<T>[] | undefined | typeof back) => {
      resolve(picked);
      disposables.dispose();
    };
    const disposables = Disposable.from(
      pick,
      pick.onDidTriggerButton(() => finish(back)),
      pick.onDidTriggerItemButton(({ item }) => openLink(item.link)),
      pick.onDidAccept(() => {
        if (isMultiple || pick.selectedItems.length > 0) finish(pick.selectedItems);
      }),
      pick.onDidHide(() => finish(undefined)),
    );
    pick.show();
  });
}
