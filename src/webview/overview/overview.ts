import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { needsUserAction } from "../../core/readings/failure.ts";
import type { PanelAccount } from "../../protocol/panelState.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import { accountContext } from "../account/accountMenu.ts";
import { levelIcon, levelText } from "../account/levelIcon.ts";
import { meterBar } from "../account/meterBar.ts";
import { LightElement } from "../app/lightElement.ts";
import type { PanelContext } from "../app/viewContext.ts";
import { segmentedControl } from "../controls/select.ts";
import { amountText, countText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { ageText, relativeTime, resetTime } from "../text/relativeTime.ts";
import { defaultOverviewSort, sortAccounts } from "./sortAccounts.ts";

/** The page with all accounts, as a table: one stop of the Tab key, the arrow keys within, Enter opens an account. */
export class AccountsOverview extends LightElement {
  static override properties = { context: { attribute: false } };
  declare context: PanelContext;
  declare onSelect: (accountId: string) => void;
  #focusedId: string | undefined;

  protected override render(): TemplateResult {
    const { context } = this;
    const { accounts, strings, viewState, updateViewState } = context;
    const sort = viewState.overviewSort ?? defaultOverviewSort;
    const shown = sortAccounts(
      accounts.filter(({ isHidden }) => !isHidden),
      sort,
      context.locale,
    );
    const hidden = accounts.filter(({ isHidden }) => isHidden);
    const change: (overviewSort: NonNullable<ViewState["overviewSort"]>) => void = (overviewSort) =>
      updateViewState({ overviewSort });
    return html`<section class="overview" aria-labelledby="overview-title">
      <div class="head">
        <h1 id="overview-title">${strings.overview.title}</h1>
        <span class="spacer"></span>
        ${segmentedControl("overview-sort", { label: strings.overview.sort, options: strings.overview.sorts, value: sort, onChange: change })}
      </div>
      ${shown.length === 0 ? nothing : this.#table(shown)}
      ${hidden.length === 0 ? nothing : hiddenAccounts(context, hidden)}
    </section>`;
  }

  #table(accounts: readonly PanelAccount[]): TemplateResult {
    const { strings } = this.context;
    const { left, lasts, next, read } = strings.overview;
    // The row that has the focus stays the stop of the Tab key when the order changes.
    const stop = accounts.find(({ id }) => id === this.#focusedId) ?? accounts[0];
    return html`<table aria-labelledby="overview-title" @keydown=${this.#onKeyDown}>
      <thead>
        <tr>
          <th scope="col">${strings.account}</th>
          <th scope="col" class="amount">${left}</th>
          <th scope="col" class="lasts">${lasts}</th>
          <th scope="col" class="next">${next}</th>
          <th scope="col" class="age">${read}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          accounts,
          ({ id }) => id,
          (account) => this.#row(account, account === stop),
        )}
      </tbody>
    </table>`;
  }

  #row(account: PanelAccount, isStop: boolean): TemplateResult {
    const { context } = this;
    const { strings } = context;
    const { id, label, level, meters, providerName, problem, forecast } = account;
    const meter = meters[0];
    const amount = amountText(context, meter?.remaining, meter?.unit ?? { kind: "credits" }, "short");
    const exact = amountText(context, meter?.remaining, meter?.unit ?? { kind: "credits" });
    const open = () => this.onSelect(id);
    return html`<tr class=${level} data-vscode-context=${accountContext(account)} @click=${open}>
      <th scope="row"><div class="cell">
        <span class="level">${levelIcon(account)}<span class="sr-only">${levelText(strings, account)}</span></span>
        <div>
          <button
            type="button" class="account" tabindex=${isStop ? 0 : -1} data-account=${id}
            @click=${(event: Event) => {
              event.stopPropagation();
              open();
            }}
            @focus=${() => {
              this.#focusedId = id;
            }}
          ><bdi>${label}</bdi></button>
          ${label.includes(providerName) ? nothing : html`<bdi class="provider">${providerName}</bdi>`}
          ${problem ? html`<p class="problem"><bdi>${problem.message}</bdi> ${this.#keyButton(account)}</p>` : nothing}
        </div>
      </div>
      </th>
      <td class="amount"><span title=${exact}>${amount}</span>${meter ? meterBar(context, meter, level) : nothing}</td>
      <td class="lasts" title=${forecast?.text ?? nothing}>${forecast?.short ?? ""}</td>
      <td class="next">${nextEvent(context, account)}</td>
      <td class="age">${relativeTime(context, "{0}", account.readAt, ageText)}</td>
    </tr>`;
  }

  #keyButton({ id, problem }: PanelAccount): TemplateResult | typeof nothing {
    if (!problem || !needsUserAction(problem.kind)) return nothing;
    const { strings, post } = this.context;
    return html`<button
      type="button" class="link"
      @click=${(event: Event) => {
        event.stopPropagation();
        post({ kind: "setKey", accountId: id });
      }}
    >${strings.enterKey}</button>`;
  }

  #onKeyDown(event: KeyboardEvent): void {
    const buttons = [...this.querySelectorAll<HTMLElement>("[data-account]")];
    const at = buttons.indexOf(event.target as HTMLElement);
    const last = buttons.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    };
    const target = buttons[targets[event.key] ?? -1];
    if (at < 0 || !target || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    target.focus();
    this.requestUpdate();
  }
}

/** What comes next: a reset of the headline meter, else the end of the credits or the subscription. */
function nextEvent(context: PanelContext, account: PanelAccount): TemplateResult | typeof nothing {
  const reset = resetTime(context, account.meters[0]?.resetsAt);
  if (reset !== nothing || account.expiresAt === undefined) return reset;
  const { expired, expires } = context.strings;
  const isPast = Date.parse(account.expiresAt) <= context.nowMs;
  return relativeTime(context, isPast ? expired : expires, account.expiresAt);
}

function hiddenAccounts(context: PanelContext, accounts: readonly PanelAccount[]): TemplateResult {
  const { strings, post } = context;
  return html`<details class="hidden-accounts">
    <summary>${formatMessage(strings.overview.hidden, countText(context, accounts.length))}</summary>
    <ul>
      ${accounts.map(
        ({ id, label }) => html`<li>
          <bdi>${label}</bdi>
          <button type="button" class="link" @click=${() => post({ kind: "showAccount", accountId: id })}>
            ${strings.overview.show}<span class="sr-only"> ${label}</span>
          </button>
        </li>`,
      )}
    </ul>
  </details>`;
}
