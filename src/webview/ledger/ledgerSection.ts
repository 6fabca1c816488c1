import { html, nothing, type TemplateResult } from "lit";
import type { LedgerOrder } from "../../core/ledger/ledgerEntry.ts";
import type { LedgerTotals } from "../../protocol/messages.ts";
import { isFiltered, ledgerCriteria, toLedgerFilter } from "../../protocol/requestParams.ts";
import { defaultLedgerView, type LedgerViewState } from "../../protocol/viewState.ts";
import { LightElement } from "../app/lightElement.ts";
import { QueryController } from "../app/queryController.ts";
import { readerTime } from "../app/readerTime.ts";
import type { ViewContext } from "../app/viewContext.ts";
import type { StatementDialog } from "../statement/statementDialog.ts";
import type { EntryDetails } from "./details.ts";
import { ledgerFilters } from "./filters.ts";
import type { LedgerGrid } from "./grid.ts";
import { ledgerCount } from "./ledgerCount.ts";
import { ledgerNote } from "./ledgerNote.ts";
import { LiveLedger } from "./liveLedger.ts";
import { syncStatus } from "./syncStatus.ts";
import { unexplainedNote } from "./unexplainedNote.ts";

const typingDelayMs = 250;

/** The region "Ledger": its filters, the grid, and the changes that the ledger does not explain. */
export class LedgerSection extends LightElement {
  static override properties = { context: { attribute: false } };
  declare context: ViewContext;
  readonly #ledger = new LiveLedger(this, () => this.querySelector<LedgerGrid>("ledger-grid"));
  readonly #totals = new QueryController(this, "ledgerTotals");
  readonly #unexplained = new QueryController(this, "unexplained");
  #shownKey = "";
  #shownAccountId = "";
  #shownRevision = 0;
  #typingTimer: number | undefined;
  /** Typed, but not yet applied. */
  #typedText: string | undefined;

  override disconnectedCallback(): void {
    window.clearTimeout(this.#typingTimer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { context } = this;
    const view = this.#view();
    const { pages } = this.#ledger;
    const note = ledgerNote(context, {
      pages,
      isFiltered: isFiltered(view),
      onClearFilters: () => this.#setView({ ...defaultLedgerView, order: view.order }),
    });
    // A failure stands above the rows that are loaded; every other note stands in their place.
    const hasFailed = pages?.failure !== undefined;
    return html`<section class="ledger" aria-labelledby="ledger-title">
      <div class="head">
        <h2 id="ledger-title">${context.strings.ledger.title}</h2>
        <span class="count" aria-live="polite">${ledgerCount(context, pages?.total, this.#shownTotals(view))}</span>
        ${ledgerFilters(context, {
          view,
          onChange: (changed) => this.#setView({ ...changed, text: this.#typedText ?? changed.text }),
          onType: (text) => this.#applyLater(text),
          onStatement: () => this.querySelector<StatementDialog>("statement-dialog")?.open(),
          onExport: (format) =>
            context.post({
              kind: "export",
              format,
              filter: toLedgerFilter(context.account, this.#view(), readerTime()),
            }),
        })}
      </div>
      ${syncStatus(context)} ${hasFailed ? note : nothing}
      ${
        pages
          ? html`<ledger-grid
            .context=${context}
            .pages=${pages}
            .order=${view.order}
            .onSort=${(order: LedgerOrder) => this.#setView({ ...this.#view(), order })}
            .onOpen=${(entry: EntryDetails["entry"]) => entry && this.querySelector<EntryDetails>("entry-details")?.open(entry)}
          ></ledger-grid>`
          : nothing
      }
      ${hasFailed ? nothing : note}
      ${this.#unexplainedNote()}
      <entry-details .context=${context}></entry-details>
      <statement-dialog .context=${context}></statement-dialog>
    </section>`;
  }

  protected override willUpdate(): void {
    const { account, viewState, revision, client } = this.context;
    const view = this.#view();
    const key = JSON.stringify([account.id, { ...view, text: view.text.trim() }, account.sync === undefined]);
    const criteria = () => ledgerCriteria(account, viewState, readerTime());
    if (key !== this.#shownKey) this.#ledger.start(client, criteria, account.id !== this.#shownAccountId);
    else if (revision !== this.#shownRevision) this.#ledger.scheduleReload();
    this.#shownKey = key;
    this.#shownAccountId = account.id;
    this.#shownRevision = revision;
    // The sum of everything says nothing, and it takes the longest.
    if (isFiltered(view)) {
      const text = view.text.trim();
      this.#totals.setQuery(this.context, JSON.stringify([{ ...view, text, order: "" }]), () =>
        toLedgerFilter(account, this.#view(), readerTime()),
      );
    }
    // Its request reads the whole history, so it waits for the first rows.
    if (account.sync && this.#ledger.pages?.total !== undefined) this.#queryUnexplained(view);
  }

  /** Of the filter that is shown. */
  #shownTotals(view: LedgerViewState): LedgerTotals | undefined {
    const response = this.#totals.result?.response;
    return isFiltered(view) && response?.ok ? response.value : undefined;
  }

  #unexplainedNote(): TemplateResult | typeof nothing {
    const response = this.#unexplained.result?.response;
    if (!this.context.account.sync || !response?.ok) return nothing;
    return unexplainedNote(this.context, response.value);
  }

  #queryUnexplained(view: LedgerViewState): void {
    const { account } = this.context;
    const { span, from, to } = view;
    this.#unexplained.setQuery(this.context, JSON.stringify([span, from, to]), () => {
      const { fromMs, toMs } = toLedgerFilter(account, view, readerTime());
      return {
        accountId: account.id,
        ...(fromMs === undefined ? {} : { fromMs }),
        ...(toMs === undefined ? {} : { toMs }),
      };
    });
  }

  #applyLater(text: string): void {
    window.clearTimeout(this.#typingTimer);
    this.#typedText = text;
    this.#typingTimer = window.setTimeout(() => this.#setView({ ...this.#view(), text }), typingDelayMs);
  }

  #setView(ledger: LedgerViewState): void {
    window.clearTimeout(this.#typingTimer);
    this.#typedText = undefined;
    this.context.updateViewState({ ledger });
  }

  #view(): LedgerViewState {
    return this.context.viewState.ledger ?? defaultLedgerView;
  }
}
