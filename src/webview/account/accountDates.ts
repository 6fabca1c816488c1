import { html, nothing, type TemplateResult } from "lit";
import type { PanelAccount } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { ageText, relativeTime, resetTime } from "../text/relativeTime.ts";

type Content = TemplateResult | typeof nothing;

/** When the account resets and expires, how long it lasts, and how old its figures are. */
export function accountDates(context: RenderContext, account: PanelAccount): TemplateResult {
  const { strings, nowMs } = context;
  const { expiresAt, forecast } = account;
  const hasExpired = expiresAt !== undefined && Date.parse(expiresAt) <= nowMs;
  return html`<div class="dates">
    ${line("date", resetTime(context, account.meters[0]?.resetsAt))}
    ${line("date", relativeTime(context, hasExpired ? strings.expired : strings.expires, expiresAt))}
    ${line("forecast", forecast === undefined ? nothing : html`${forecast.text}`)}
    ${line("age", age(context, account))}
  </div>`;
}

function age(context: RenderContext, { readAt, stale }: PanelAccount): Content {
  const { strings } = context;
  if (readAt === undefined) return nothing;
  const staleNote = html` · <span class="stale"><span class="codicon codicon-history" aria-hidden="true"></span>${strings.stale}</span>`;
  return html`${relativeTime(context, strings.read, readAt, ageText)}${stale ? staleNote : nothing}`;
}

function line(name: string, content: Content): Content {
  return content === nothing ? nothing : html`<p class=${name}>${content}</p>`;
}
