import { html, type TemplateResult } from "lit";
import type { PanelAccount } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { icon } from "../controls/icon.ts";

/**
 * The value of `data-vscode-context` for an element of an account: VS Code offers the account's actions in its context menu
 * and passes this object to the command. `isOnly`: without the entries for copying text.
 */
export function accountContext({ id, links }: PanelAccount, isOnly = true): string {
  return JSON.stringify({
    webviewSection: "account",
    accountId: id,
    interactive: true,
    accountLinks: links.join(" "),
    preventDefaultContextMenuItems: isOnly,
  });
}

/** The button that opens the same menu, for a keyboard, a touch screen and a screen reader. */
export function accountMenuButton({ strings }: RenderContext, account: PanelAccount): TemplateResult {
  return html`<button
    type="button" class="tool account-menu" aria-haspopup="menu" aria-label=${strings.accountActions}
    title=${strings.accountActions} data-vscode-context=${accountContext(account)} @click=${openMenu}
  >${icon("ellipsis")}</button>`;
}

/** VS Code shows its menu for a `contextmenu` event, at the place of the event. */
function openMenu(event: Event): void {
  event.stopPropagation();
  const button = event.currentTarget;
  if (!(button instanceof HTMLElement)) return;
  const { left: clientX, bottom: clientY } = button.getBoundingClientRect();
  button.dispatchEvent(
    new MouseEvent("contextmenu", { bubbles: true, cancelable: true, composed: true, clientX, clientY }),
  );
}
