import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "../../core/accounts/accountState.ts";
import { needsUserAction } from "../../core/readings/failure.ts";
import type { FromPanel, PanelAccount } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { formatMessage } from "../text/formatMessage.ts";

/** What is wrong with the account, said calmly, each with the one action that helps. */
export function notices(
  screen: RenderContext,
  account: PanelAccount,
  post: (message: FromPanel) => void,
): TemplateResult {
  const { problem, isBlocked } = account;
  // Always in the page: a live region has to be there before its text is.
  return html`<div class="notices" role="status">
    ${isBlocked ? notice("empty", "circle-slash", html`<p>${screen.words.blocked}</p>`) : nothing}
    ${problem ? notice("low", "warning", problemBody(screen, account, problem, post)) : nothing}
  </div>`;
}

function notice(tone: "low" | "empty", icon: string, body: TemplateResult): TemplateResult {
  return html`<div class="notice ${tone}">
    <span class="codicon codicon-${icon}" aria-hidden="true"></span>${body}
  </div>`;
}

function problemBody(
  screen: RenderContext,
  account: PanelAccount,
  problem: Problem,
  post: (message: FromPanel) => void,
): TemplateResult {
  const retryAtMs = Date.parse(problem.retryAt ?? "");
  const message = html`<p class="message"><bdi>${problem.message}</bdi></p>`;
  if (retryAtMs > screen.nowMs) {
    return html`${message}<p class="wait">${formatMessage(screen.words.askAgainAt, clockTime(screen, retryAtMs))}</p>`;
  }
  const accountId = account.id;
  return needsUserAction(problem.kind)
    ? html`${message}${action(screen.words.enterKey, () => post({ kind: "setKey", accountId }))}`
    : html`${message}${action(screen.words.tryAgain, () => post({ kind: "refresh", accountId }))}`;
}

function action(label: string, run: () => void): TemplateResult {
  return html`<button type="button" class="button secondary" @click=${run}>${label}</button>`;
}

function clockTime(screen: RenderContext, atMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(screen.nowMs).toDateString();
  const day = isToday ? {} : ({ dateStyle: "medium" } as const);
  return new Intl.DateTimeFormat(screen.locale, { ...day, timeStyle: "short" }).format(atMs);
}

/** Why nothing is kept, where nothing is: balances go on without. */
export function historyNotice({ history }: RenderContext): TemplateResult | typeof nothing {
  if (history.isOn) return nothing;
  return html`<p class="history-off">
    <span class="codicon codicon-info" aria-hidden="true"></span><bdi>${history.message}</bdi>
  </p>`;
}
