import { html, type TemplateResult } from "lit";
import type { PanelAccount } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";

/** The region "Account": what the provider tells besides the balance, and the host that gets the key. */
export function accountFacts({ strings }: RenderContext, account: PanelAccount): TemplateResult {
  const hasPlanDetail = account.details.some((detail) => detail.label === strings.planLabel);
  const rows = [
    { label: strings.providerLabel, value: account.providerName },
    ...(account.plan === undefined || hasPlanDetail
      ? []
      : [{ label: strings.planLabel, value: account.plan }]),
    ...account.details,
    ...(account.keyHost === undefined ? [] : [{ label: strings.keyGivenFor, value: account.keyHost }]),
  ];
  return html`<section class="facts" aria-labelledby="facts-title">
    <h2 id="facts-title">${strings.account}</h2>
    <dl>
      ${rows.map(
        ({ label, value }) => html`<div><dt><bdi>${label}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`,
      )}
    </dl>
  </section>`;
}
