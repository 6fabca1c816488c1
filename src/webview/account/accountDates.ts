import { html, nothing, type TemplateResult } from "lit";
import { dayMs } from "../../core/time/durations.ts";
import type { PanelAccount } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { icon } from "../controls/icon.ts";
import { ageText, relativeTime, resetTime } from "../text/relativeTime.ts";

type Content = TemplateResult | typeof nothing;

interface AccountEvent {
  readonly atMs: number;
  readonly content: Content;
}

/** An event that is later than this needs no attention now. */
const soonMs = 45 * dayMs;

/**
 * In the order in which they matter: how long the account lasts, what comes next, what comes later, and how old the figures
 * are. Why there is no forecast stands last.
 */
export function accountDates(context: RenderContext, account: PanelAccount): TemplateResult {
  const { forecast } = account;
  const [next, ...later] = events(context, account).toSorted((a, b) => a.atMs - b.atMs);
  const isSoon = next !== undefined && next.atMs - context.nowMs < soonMs;
  const isKnown = forecast !== undefined && (forecast.short !== undefined || forecast.band !== undefined);
  const sentence = forecast === undefined ? nothing : html`${forecast.text}`;
  return html`<div class="dates">
    ${line("forecast", isKnown ? sentence : nothing)}
    ${line(isSoon ? "date next" : "date", next?.content ?? nothing)}
    ${later.map(({ content }) => line("date", content))}
    ${line("age", age(context, account))}
    ${line("forecast quiet", isKnown ? nothing : sentence)}
  </div>`;
}

/** The reset of the headline meter, and the end of the credits, of the subscription or of the key. */
function events(
  context: RenderContext,
  { meters, expiresAt, keyExpiresAt }: PanelAccount,
): readonly AccountEvent[] {
  const { strings, nowMs } = context;
  const resetsAt = meters[0]?.resetsAt;
  const expiry = Date.parse(expiresAt ?? "") <= nowMs ? strings.expired : strings.expires;
  const all: readonly AccountEvent[] = [
    { atMs: Date.parse(resetsAt ?? ""), content: resetTime(context, resetsAt) },
    { atMs: Date.parse(expiresAt ?? ""), content: relativeTime(context, expiry, expiresAt) },
    // A key that has expired is rejected, which is a problem of its own.
    {
      atMs: Date.parse(keyExpiresAt ?? ""),
      content:
        Date.parse(keyExpiresAt ?? "") > nowMs
          ? relativeTime(context, strings.keyExpires, keyExpiresAt)
          : nothing,
    },
  ];
  return all.filter(({ content }) => content !== nothing);
}

function age(context: RenderContext, { readAt, stale }: PanelAccount): Content {
  const { strings } = context;
  if (readAt === undefined) return nothing;
  const staleNote = html` · <span class="stale">${icon("history")}${strings.stale}</span>`;
  return html`${relativeTime(context, strings.read, readAt, ageText)}${stale ? staleNote : nothing}`;
}

function line(name: string, content: Content): Content {
  return content === nothing ? nothing : html`<p class=${name}>${content}</p>`;
}
