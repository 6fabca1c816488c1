import { html, nothing, type TemplateResult } from "lit";
import type { SyncState } from "../../core/ledger/ledgerEntry.ts";
import type { StatementParams } from "../../protocol/messages.ts";
import { defaultStatementView, type StatementViewState } from "../../protocol/viewState.ts";
import { LightElement } from "../app/lightElement.ts";
import { QueryController } from "../app/queryController.ts";
import { readerTime } from "../app/readerTime.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { dateRange } from "../controls/dateRange.ts";
import { emptyState, errorState, loadingState } from "../controls/emptyState.ts";
import { type IconName, icon } from "../controls/icon.ts";
import { select } from "../controls/select.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { dateTimeText, timeText } from "../text/timeText.ts";
import { recentMonths, statementRange } from "./statementPeriods.ts";
import { statementTable } from "./statementTable.ts";

/** The statement of an account for a month or any days. Escape closes it, and the focus returns to its button. */
export class StatementDialog extends LightElement {
  static override properties = {
    context: { attribute: false },
    isOpen: { state: true },
    isExpanded: { state: true },
  };
  declare context: ViewContext;
  declare isOpen: boolean;
  declare isExpanded: boolean;
  readonly #query = new QueryController(this, "statement");

  constructor() {
    super();
    this.isOpen = false;
    this.isExpanded = false;
  }

  open(): void {
    this.isOpen = true;
    this.isExpanded = false;
    void this.updateComplete.then(() => this.#dialog?.showModal());
  }

  protected override willUpdate(): void {
    if (!this.isOpen) return;
    const view = this.#view();
    this.#query.setQuery(this.context, JSON.stringify(view), () => this.#params());
  }

  protected override render(): TemplateResult {
    const { context } = this;
    const { statement: strings, ledger } = context.strings;
    return html`<dialog class="statement" aria-labelledby="statement-title" @close=${this.#onClose} @click=${this.#onClick}>
      ${
        this.isOpen
          ? html`<div class="sheet">
        <div class="head">
          <h2 id="statement-title">${strings.title}: <bdi>${context.account.label}</bdi></h2>
          <span class="spacer"></span>
          <button type="button" class="tool" aria-label=${ledger.close} title=${ledger.close} @click=${() => this.#dialog?.close()}>
            ${icon("close")}
          </button>
        </div>
        ${this.#controls()}
        <p class="state">${ledgerState(context)}</p>
        <div class="tables" role="region" aria-labelledby="statement-title" tabindex="0">${this.#tables()}</div>
      </div>`
          : nothing
      }
    </dialog>`;
  }

  #controls(): TemplateResult {
    const { context } = this;
    const { statement: strings } = context.strings;
    const view = this.#view();
    const time = readerTime();
    const months = recentMonths(time);
    const current = view.period ?? months[0] ?? "all";
    const shown =
      months.includes(current) || current === "all" || current === "chosen" ? months : [current, ...months];
    const names = shown.map((month) => [
      month,
      timeText(context, statementRange({ ...view, period: month }, time).fromMs ?? 0, "longMonth"),
    ]);
    const button = (
      kind: "copyStatement" | "saveStatement",
      label: string,
      iconName: IconName,
    ) => html`<button
      type="button" class="tool"
      @click=${() => context.post({ kind, ...this.#params() })}
    >${icon(iconName)}<span>${label}</span></button>`;
    return html`<div class="filters">
      ${select({
        label: strings.period,
        options: { ...Object.fromEntries(names), ...strings.periods } as Record<string, string>,
        value: current,
        onChange: (period) => this.#setView({ ...view, period }),
      })}
      ${
        current === "chosen"
          ? dateRange(context, view, ({ from, to }) => {
              const { from: _from, to: _to, ...rest } = view;
              this.#setView({ ...rest, ...(from ? { from } : {}), ...(to ? { to } : {}) });
            })
          : nothing
      }
      ${select({
        label: strings.grouping,
        options: strings.groupings,
        value: view.grouping,
        onChange: (grouping) => this.#setView({ ...view, grouping }),
      })}
      <span class="spacer"></span>
      ${button("copyStatement", strings.copy, "copy")} ${button("saveStatement", strings.saveCsv, "arrow-circle-down")}
    </div>`;
  }

  #tables(): TemplateResult | readonly TemplateResult[] {
    const { context } = this;
    const { result } = this.#query;
    if (!result) return loadingState(context);
    const { params, response } = result;
    if (!response.ok) return errorState(context, response.message, () => this.#query.refetch());
    const { meters } = response.value;
    if (meters.length === 0) return emptyState(context.strings.statement.nothingKnown);
    return meters.map((meter) =>
      statementTable(context, meter, {
        range: params,
        isExpanded: this.isExpanded,
        onExpand: () => {
          this.isExpanded = true;
        },
      }),
    );
  }

  #params(): StatementParams {
    const view = this.#view();
    return {
      accountId: this.context.account.id,
      ...statementRange(view, readerTime()),
      grouping: view.grouping,
    };
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  #onClose(): void {
    this.isOpen = false;
  }

  // The sheet fills the dialog, so a click whose target is the dialog itself was made on the backdrop.
  #onClick(event: Event): void {
    if (event.target === this.#dialog) this.#dialog?.close();
  }

  #view(): StatementViewState {
    return this.context.viewState.statement ?? defaultStatementView;
  }

  #setView(statement: StatementViewState): void {
    this.isExpanded = false;
    this.context.updateViewState({ statement });
  }
}

/** Whether entries may be missing, and why. */
function ledgerState(context: ViewContext): string {
  const { statement: strings, ledger } = context.strings;
  const { sync } = context.account;
  if (sync === undefined) return strings.observed;
  const { state, reason = "gap", asOfMs, atMs = context.nowMs } = sync;
  const texts: Readonly<Record<SyncState["state"], string>> = {
    none: strings.notSynced,
    running: strings.running,
    partial: reason === "gap" ? strings.gap : ledger.syncReasons[reason],
    complete: formatMessage(strings.complete, dateTimeText(context, asOfMs ?? atMs)),
  };
  return texts[state];
}
