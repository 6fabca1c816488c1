import {
  type Disposable,
  type MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from "vscode";
import { commandIds, statusBarId } from "../context/ids.ts";

/** What one status bar item shows. */
export interface ItemContent {
  /** As the status bar's own menu lists the item. */
  readonly name: string;
  readonly text: string;
  /** For screen readers: account, amount, unit, level and age in words. */
  readonly accessibleLabel: string;
  readonly background?: "warning" | "error";
  /** The account that a click opens; absent while there is no account. */
  readonly accountId?: string;
  readonly tooltip?: MarkdownString | undefined;
}

export interface ItemPlace {
  readonly alignment: "left" | "right";
  readonly priority: number;
}

/** Keeps the items of accounts beside each other, in their order. */
const priorityStep = 0.001;

const backgrounds = {
  warning: "statusBarItem.warningBackground",
  error: "statusBarItem.errorBackground",
} as const;

interface ShownItem {
  readonly key: string;
  readonly item: StatusBarItem;
  content?: ItemContent;
}

/** Owns the status bar items of the window. */
export class StatusBarItems implements Disposable {
  #items: ShownItem[] = [];

  /** Whether something is shown. */
  get isShown(): boolean {
    return this.#items.length > 0;
  }

  /** Shows these items, and no other. */
  show(contents: readonly ItemContent[], { alignment, priority }: ItemPlace): void {
    for (const { item } of this.#items.splice(contents.length)) item.dispose();
    const key = `${alignment} ${priority}`;
    contents.forEach((content, index) => {
      let shown = this.#items[index];
      if (shown?.key !== key) {
        shown?.item.dispose();
        shown = { key, item: createItem(index, alignment, priority - index * priorityStep) };
        this.#items[index] = shown;
      }
      if (shown.content && isSame(shown.content, content)) return;
      shown.content = content;
      update(shown.item, content);
    });
  }

  dispose(): void {
    for (const { item } of this.#items.splice(0)) item.dispose();
  }
}

function createItem(index: number, alignment: "left" | "right", priority: number): StatusBarItem {
  // The first item keeps its id, also with several: what else knows it, such as a user who hid it, goes on to.
  const id = index === 0 ? statusBarId : `${statusBarId}.${index + 1}`;
  const side = alignment === "left" ? StatusBarAlignment.Left : StatusBarAlignment.Right;
  return window.createStatusBarItem(id, side, priority);
}

/** VS Code parses the hover in this process with every change of an item, even of its text. */
function isSame(one: ItemContent, other: ItemContent): boolean {
  const { tooltip, ...rest } = one;
  const { tooltip: otherTooltip, ...otherRest } = other;
  return tooltip?.value === otherTooltip?.value && JSON.stringify(rest) === JSON.stringify(otherRest);
}

function update(item: StatusBarItem, content: ItemContent): void {
  const { accountId, background } = content;
  item.name = content.name;
  item.text = content.text;
  item.accessibilityInformation = { label: content.accessibleLabel, role: "button" };
  item.backgroundColor = background && new ThemeColor(backgrounds[background]);
  item.tooltip = content.tooltip;
  item.command =
    accountId === undefined
      ? { command: commandIds.addAccount, title: "" }
      : { command: commandIds.openPanel, title: "", arguments: [{ accountId }] };
  item.show();
}
