import { html, type TemplateResult } from "lit";
import type { PanelAccount } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";

/** The region "Account": what the provider tells beside the figures, and where the key goes. */
export function accountFacts(screen: RenderContext, account: PanelAccount): TemplateResult {
  const { words } = screen;
  const hasOwnPlan = account.details.some((detail) => detail.label === words.planLabel);
  const rows = [
    { label: words.providerLabel, value: account.providerName },
    ...(account.plan === undefined || hasOwnPlan ? [] : [{ label: words.planLabel, value: account.plan }]),
    ...account.details,
    ...(account.keyHost === undefined ? [] : [{ label: words.keyGivenFor, value: account.keyHost }]),
  ];
  return html`<section class="facts" aria-labelledby="facts-title">
    <h2 id="facts-title">${words.account}</h2>
    <dl>
      ${rows.map(
        ({ label, value }) => html`<div><dt><bdi>${label}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`,
      )}
    </dl>
  </section>`;
}
