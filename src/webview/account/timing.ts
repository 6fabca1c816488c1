import { html, nothing, type TemplateResult } from "lit";
import type { PanelAccount } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { whenText } from "../text/relativeTime.ts";

/** What time does to the account: reset, expiry, and how old the figures are. */
export function timing(screen: RenderContext, account: PanelAccount): TemplateResult {
  const { words, nowMs } = screen;
  const resetsAt = account.meters[0]?.resetsAt;
  const hasExpired = account.expiresAt !== undefined && Date.parse(account.expiresAt) <= nowMs;
  return html`<div class="timing">
    ${line("when", whenText(screen, words.resets, resetsAt))}
    ${line("when", whenText(screen, hasExpired ? words.expired : words.expires, account.expiresAt))}
    ${line("outlook", account.outlook === undefined ? nothing : html`${account.outlook.text}`)}
    ${line("age", age(screen, account))}
  </div>`;
}

function age(screen: RenderContext, account: PanelAccount): TemplateResult | typeof nothing {
  const { words } = screen;
  if (account.readAt === undefined) return nothing;
  const stale = html` · <span class="stale"><span class="codicon codicon-history" aria-hidden="true"></span>${words.stale}</span>`;
  return html`${whenText(screen, words.read, account.readAt)}${account.stale ? stale : nothing}`;
}

function line(name: string, content: TemplateResult | typeof nothing): TemplateResult | typeof nothing {
  return content === nothing ? nothing : html`<p class=${name}>${content}</p>`;
}
