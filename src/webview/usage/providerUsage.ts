import { html, nothing, type TemplateResult } from "lit";
import type { Usage } from "../../core/history/usage.ts";
import { compare, ratio } from "../../core/money/amount.ts";
import { requests, type Unit } from "../../core/money/unit.ts";
import type { UsageSpan } from "../../protocol/messages.ts";
import type { RenderContext, ViewContext } from "../app/viewContext.ts";
import { emptyState } from "../controls/emptyState.ts";
import { amountText, countText } from "../text/amountText.ts";
import { formatMessage, joinWithDots } from "../text/formatMessage.ts";
import { averageText, dailyBudgetFor, spanText } from "./usageFacts.ts";

const maxEndpoints = 6;
const maxNameLength = 500;

export interface ProviderUsageOptions {
  readonly span: UsageSpan;
  /** All endpoints are listed. */
  readonly isExpanded: boolean;
  readonly onExpand: () => void;
}

/** The provider's own count: requests, credits, and a bar for the requests of each endpoint. */
export function providerUsage(
  context: ViewContext,
  usage: Usage,
  unit: Unit,
  { span, isExpanded, onExpand }: ProviderUsageOptions,
): TemplateResult {
  const strings = context.strings.usage;
  const all = usage.requestsByEndpoint;
  const shown = isExpanded ? all : all.slice(0, maxEndpoints);
  const counts = all.map((each) => each.requests);
  const max = counts.toSorted(compare).at(-1);
  const figures = [
    [strings.requests, amountText(context, usage.totalRequests, requests)],
    [strings.successful, amountText(context, usage.successfulRequests, requests)],
    [strings.failed, amountText(context, usage.failedRequests, requests)],
    [strings.consumed, amountText(context, usage.creditsConsumed, unit)],
  ];
  const bounds = {
    fromMs: Date.parse(usage.from),
    toMs: Math.min(Date.parse(usage.to), context.nowMs),
  };
  const budget = dailyBudgetFor(context, unit);
  return html`<p class="span-name">${spanText(context, span)}</p>
    <dl class="figures">
      ${figures.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
    </dl>
    ${joinWithDots([
      averageText(context, usage.creditsConsumed, unit, bounds),
      budget && formatMessage(strings.dailyBudget, amountText(context, budget, unit)),
    ])}
    ${
      max === undefined || max === "0"
        ? emptyState(strings.noRequests)
        : html`<ul class="endpoints" aria-label=${strings.byEndpoint}>
          ${shown.map(({ endpoint, requests: count }) => {
            const name = endpoint.slice(0, maxNameLength);
            return html`<li>
              <bdi class="name" title=${name}>${name}</bdi>
              <svg class="bar" aria-hidden="true">
                <rect class="fill" width="${Math.round(ratio(count, max) * 1000) / 10}%" height="100%" rx="1" />
              </svg>
              <span class="amount">${amountText(context, count, requests)}</span>
            </li>`;
          })}
        </ul>`
    }
    ${shown.length < all.length ? expandButton(context, all.length, onExpand) : nothing}`;
}

function expandButton(context: RenderContext, count: number, onClick: () => void): TemplateResult {
  const label = formatMessage(context.strings.usage.showAll, countText(context, count));
  return html`<button type="button" class="link" @click=${onClick}>${label}</button>`;
}
