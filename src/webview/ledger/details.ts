import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { PanelEntry } from "../../protocol/messages.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { amountText, signedText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { timeText } from "../text/timeText.ts";
import { metadataText } from "./metadataText.ts";

export interface EntryField {
  readonly label: string;
  readonly value: string;
  readonly isCode?: boolean;
}

/** Everything that is known of an entry, as text. */
export function entryFields({ screen, account }: ViewContext, entry: PanelEntry): readonly EntryField[] {
  const words = screen.words.ledger;
  const meter = account.meters.find(({ id }) => id === entry.meterId)?.label ?? entry.meterId;
  const { sinceMs, balanceAfter, reference, metadata } = entry;
  const time = (ms: number) => timeText(screen, ms, "full");
  const fields: readonly (EntryField | undefined)[] = [
    { label: words.time, value: time(entry.atMs) },
    sinceMs === undefined
      ? undefined
      : { label: words.happened, value: formatMessage(words.between, time(sinceMs), time(entry.atMs)) },
    { label: words.type, value: words.types[entry.type] },
    { label: words.amount, value: signedText(screen, entry.amount, entry.unit) },
    balanceAfter === undefined
      ? undefined
      : { label: words.balanceAfter, value: amountText(screen, balanceAfter, entry.unit) },
    { label: words.meter, value: meter },
    { label: words.source, value: words.sources[entry.source] },
    { label: words.description, value: entry.description },
    reference === undefined ? undefined : { label: words.reference, value: reference },
    { label: words.id, value: entry.id },
    metadata === undefined
      ? undefined
      : { label: words.metadata, value: metadataText(metadata, screen.hideAmounts), isCode: true },
  ];
  return fields.filter((field) => field !== undefined);
}

/** A sheet with all that is known of an entry. Escape closes it, and the focus goes back to the row. */
export class EntryDetails extends LitElement {
  static override properties = {
    room: { attribute: false },
    entry: { attribute: false },
    isCopied: { state: true },
  };
  declare room: ViewContext;
  declare entry: PanelEntry | undefined;
  declare isCopied: boolean;

  constructor() {
    super();
    this.isCopied = false;
  }

  open(entry: PanelEntry): void {
    this.entry = entry;
    this.isCopied = false;
    void this.updateComplete.then(() => this.#dialog?.showModal());
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { screen } = this.room;
    const words = screen.words.ledger;
    const fields = this.entry ? entryFields(this.room, this.entry) : [];
    return html`<dialog class="details" aria-labelledby="details-title" @close=${this.#closed} @click=${this.#clickedBeside}>
      <div class="sheet">
        <div class="head">
          <h2 id="details-title">${words.details}</h2>
          <span class="space"></span>
          <button type="button" class="tool" @click=${() => this.#copy(fields)}>
            <span class="codicon codicon-${this.isCopied ? "check" : "copy"}" aria-hidden="true"></span>
            <span aria-live="polite">${this.isCopied ? words.copied : words.copy}</span>
          </button>
          <button type="button" class="tool" aria-label=${words.close} title=${words.close} @click=${() => this.#dialog?.close()}>
            <span class="codicon codicon-close" aria-hidden="true"></span>
          </button>
        </div>
        <dl tabindex="0" aria-label=${words.details} role=${nothing}>
          ${fields.map(
            ({ label, value, isCode }) => html`<div>
              <dt>${label}</dt>
              <dd>${isCode ? html`<pre>${value}</pre>` : html`<bdi>${value}</bdi>`}</dd>
            </div>`,
          )}
        </dl>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  #closed(): void {
    this.entry = undefined;
  }

  // The sheet fills the dialog: a click on the dialog itself is one on what lies behind.
  #clickedBeside(event: Event): void {
    if (event.target === this.#dialog) this.#dialog?.close();
  }

  async #copy(fields: readonly EntryField[]): Promise<void> {
    const text = fields.map(({ label, value }) => `${label}: ${value}`).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      this.isCopied = true;
    } catch {
      // Refused: the text is selected instead, for the person to copy.
      const list = this.querySelector("dl");
      if (list) getSelection()?.selectAllChildren(list);
    }
  }
}
