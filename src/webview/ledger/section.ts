import { html, LitElement, nothing, type TemplateResult } from "lit";
import { filterOf, isFiltered, type LedgerChoice, ledgerBase, wholeLedger } from "../../protocol/requests.ts";
import { QueryController } from "../app/queryController.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { formatMessage } from "../text/formatMessage.ts";
import type { EntryDetails } from "./details.ts";
import { ledgerFilters } from "./filters.ts";
import type { LedgerGrid } from "./grid.ts";
import { LedgerReader } from "./liveLedger.ts";
import { ledgerNote } from "./note.ts";
import { syncLine } from "./syncStatus.ts";
import { unexplainedNote } from "./unexplained.ts";

const typingPauseMs = 250;

/** The region of the ledger: its controls, the grid, and what the ledger does not explain. */
export class LedgerSection extends LitElement {
  static override properties = { room: { attribute: false } };
  declare room: ViewContext;
  readonly #reader = new LedgerReader(this, () => this.querySelector<LedgerGrid>("ledger-grid"));
  readonly #unexplained = new QueryController(this);
  #shownKey = "";
  #shownId = "";
  #shownRevision = 0;
  #typing: number | undefined;
  /** Typed, and not asked for yet. */
  #typed: string | undefined;

  override disconnectedCallback(): void {
    window.clearTimeout(this.#typing);
    super.disconnectedCallback();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { screen } = this.room;
    const chosen = this.#chosen();
    const total = this.#reader.pages?.total;
    const words = screen.words.ledger;
    const counted = total === 1 ? words.oneEntry : words.entries;
    const note = ledgerNote(this.room, {
      pages: this.#reader.pages,
      isFiltered: isFiltered(chosen),
      onClear: () => this.#choose({ ...wholeLedger, order: chosen.order }),
    });
    // Above the rows that are there; what is said instead of rows stands where they would.
    const isFailed = this.#reader.pages?.failure !== undefined;
    return html`<section class="ledger" aria-labelledby="ledger-title">
      <div class="head">
        <h2 id="ledger-title">${words.title}</h2>
        <span class="count" aria-live="polite">${
          total === undefined
            ? ""
            : formatMessage(counted, new Intl.NumberFormat(screen.locale).format(total))
        }</span>
        ${ledgerFilters(this.room, {
          chosen,
          onChoose: (ledger) => this.#choose({ ...ledger, text: this.#typed ?? ledger.text }),
          onType: (text) => this.#type(text),
          onExport: (format) =>
            this.room.post({
              kind: "export",
              format,
              filter: filterOf(this.room.account, this.#chosen(), Date.now()),
            }),
        })}
      </div>
      ${syncLine(this.room)} ${isFailed ? note : nothing}
      ${
        this.#reader.pages
          ? html`<ledger-grid
            .screen=${screen}
            .pages=${this.#reader.pages}
            .order=${chosen.order}
            .onOpen=${(entry: EntryDetails["entry"]) => entry && this.querySelector<EntryDetails>("entry-details")?.open(entry)}
          ></ledger-grid>`
          : nothing
      }
      ${isFailed ? nothing : note}
      ${this.room.account.sync ? unexplainedNote(screen, this.#unexplained.answered?.answer) : nothing}
      <entry-details .room=${this.room}></entry-details>
    </section>`;
  }

  protected override willUpdate(): void {
    const { account, memory, revision, ask } = this.room;
    const chosen = this.#chosen();
    const base = () => ledgerBase(account, memory, Date.now());
    const key = JSON.stringify([
      account.id,
      { ...chosen, text: chosen.text.trim() },
      account.sync === undefined,
    ]);
    if (key !== this.#shownKey) this.#reader.start(ask, base, account.id !== this.#shownId);
    else if (revision !== this.#shownRevision) this.#reader.renewSoon();
    this.#shownKey = key;
    this.#shownId = account.id;
    this.#shownRevision = revision;
    // It goes through the whole history, so the rows come first.
    if (account.sync && this.#reader.pages?.total !== undefined) this.#askUnexplained(chosen);
  }

  #askUnexplained(chosen: LedgerChoice): void {
    const { account } = this.room;
    const { span, from, to } = chosen;
    this.#unexplained.want(this.room, JSON.stringify([span, from, to]), () => {
      const { fromMs, toMs } = filterOf(account, chosen, Date.now());
      return {
        kind: "unexplained",
        accountId: account.id,
        ...(fromMs === undefined ? {} : { fromMs }),
        ...(toMs === undefined ? {} : { toMs }),
      };
    });
  }

  #type(text: string): void {
    window.clearTimeout(this.#typing);
    this.#typed = text;
    this.#typing = window.setTimeout(() => this.#choose({ ...this.#chosen(), text }), typingPauseMs);
  }

  #choose(ledger: LedgerChoice): void {
    window.clearTimeout(this.#typing);
    this.#typed = undefined;
    this.room.remember({ ledger });
  }

  #chosen(): LedgerChoice {
    return this.room.memory.ledger ?? wholeLedger;
  }
}
