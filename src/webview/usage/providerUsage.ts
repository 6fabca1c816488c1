import { html, nothing, type TemplateResult } from "lit";
import { compare, ratio } from "../../core/money/amount.ts";
import { requests } from "../../core/money/unit.ts";
import type { PanelResponse } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { emptyState } from "../controls/emptyState.ts";
import { amountText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";

const mostEndpoints = 6;

/** The provider's own count: requests, credits, and the requests of each endpoint as bars. */
export function providerUsage(
  screen: RenderContext,
  { usage, unit }: Extract<PanelResponse, { kind: "providerUsage" }>,
  isWhole: boolean,
  showWhole: () => void,
): TemplateResult {
  const words = screen.words.usage;
  const all = usage.requestsByEndpoint;
  const shown = isWhole ? all : all.slice(0, mostEndpoints);
  const most = all
    .map((each) => each.requests)
    .sort(compare)
    .at(-1);
  const count = new Intl.NumberFormat(screen.locale).format(all.length);
  return html`<dl class="figures">
      <div><dt>${words.requests}</dt><dd>${amountText(screen, usage.totalRequests, requests)}</dd></div>
      <div><dt>${words.successful}</dt><dd>${amountText(screen, usage.successfulRequests, requests)}</dd></div>
      <div><dt>${words.failed}</dt><dd>${amountText(screen, usage.failedRequests, requests)}</dd></div>
      <div><dt>${words.consumed}</dt><dd>${amountText(screen, usage.creditsConsumed, unit)}</dd></div>
    </dl>
    ${
      most === undefined || most === "0"
        ? emptyState(words.noRequests)
        : html`<ul class="endpoints" aria-label=${words.byEndpoint}>
          ${shown.map(
            ({ endpoint, requests: made }) => html`<li>
              <bdi class="name" title=${endpoint.slice(0, 500)}>${endpoint.slice(0, 500)}</bdi>
              <svg class="bar" aria-hidden="true">
                <rect class="fill" width="${Math.round(ratio(made, most) * 1000) / 10}%" height="100%" rx="1" />
              </svg>
              <span class="amount">${amountText(screen, made, requests)}</span>
            </li>`,
          )}
        </ul>`
    }
    ${
      shown.length < all.length
        ? html`<button type="button" class="step" @click=${showWhole}>${formatMessage(words.showAll, count)}</button>`
        : nothing
    }`;
}
