import { html, nothing, type TemplateResult } from "lit";
import type { Problem } from "../../core/accounts/accountState.ts";
import { needsUserAction } from "../../core/readings/failure.ts";
import type { RenderContext, ViewContext } from "../app/viewContext.ts";
import { type IconName, icon } from "../controls/icon.ts";
import { formatMessage } from "../text/formatMessage.ts";

/** What is wrong with the account, each with the one action that may solve it. */
export function notices(context: ViewContext): TemplateResult {
  const { strings, account } = context;
  const { problem, isBlocked } = account;
  // Rendered even while it is empty: screen readers announce only changes of a live region that exists already.
  return html`<div class="notices" role="status">
    ${isBlocked ? notice("empty", "circle-slash", html`<p>${strings.blocked}</p>`) : nothing}
    ${problem ? notice("low", "warning", problemBody(context, problem)) : nothing}
  </div>`;
}

function notice(level: "low" | "empty", iconName: IconName, body: TemplateResult): TemplateResult {
  return html`<div class="notice ${level}">
    ${icon(iconName)}${body}
  </div>`;
}

function problemBody(context: ViewContext, problem: Problem): TemplateResult {
  const { strings, account, post } = context;
  const retryAtMs = Date.parse(problem.retryAt ?? "");
  const message = html`<p class="message"><bdi>${problem.message}</bdi></p>`;
  if (retryAtMs > context.nowMs) {
    return html`${message}<p class="wait">${formatMessage(strings.askAgainAt, clockTime(context, retryAtMs))}</p>`;
  }
  const accountId = account.id;
  return needsUserAction(problem.kind)
    ? html`${message}${button(strings.enterKey, () => post({ kind: "setKey", accountId }))}`
    : html`${message}${button(strings.tryAgain, () => post({ kind: "refresh", accountId }))}`;
}

function button(label: string, onClick: () => void): TemplateResult {
  return html`<button type="button" class="button secondary" @click=${onClick}>${label}</button>`;
}

function clockTime({ locale, nowMs }: RenderContext, atMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  const day = isToday ? {} : ({ dateStyle: "medium" } as const);
  return new Intl.DateTimeFormat(locale, { ...day, timeStyle: "short" }).format(atMs);
}

/** Why no history is kept; nothing while it is. */
export function historyNotice({ history }: RenderContext): TemplateResult | typeof nothing {
  if (history.isOn) return nothing;
  return html`<p class="history-off">
    ${icon("info")}<bdi>${history.message}</bdi>
  </p>`;
}
