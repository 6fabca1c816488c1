import { html, type TemplateResult } from "lit";
import type { PanelEntry } from "../../protocol/panelState.ts";
import { LightElement } from "../app/lightElement.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { amountText, signedText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { timeText } from "../text/timeText.ts";
import { metadataText } from "./metadataText.ts";

interface EntryField {
  readonly label: string;
  /** A field without a value is not shown. */
  readonly value: string | undefined;
  readonly isCode?: boolean;
}

/** A sheet with all fields of an entry. Escape closes it, and the focus returns to the row. */
export class EntryDetails extends LightElement {
  static override properties = {
    context: { attribute: false },
    entry: { attribute: false },
    isCopied: { state: true },
  };
  declare context: ViewContext;
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

  protected override render(): TemplateResult {
    const strings = this.context.strings.ledger;
    const fields = this.entry ? fieldsOf(this.context, this.entry) : [];
    return html`<dialog class="details" aria-labelledby="details-title" @close=${this.#onClose} @click=${this.#onClick}>
      <div class="sheet">
        <div class="head">
          <h2 id="details-title">${strings.details}</h2>
          <span class="spacer"></span>
          <button type="button" class="tool" @click=${() => this.#copy(fields)}>
            <span class="codicon codicon-${this.isCopied ? "check" : "copy"}" aria-hidden="true"></span>
            <span aria-live="polite">${this.isCopied ? strings.copied : strings.copy}</span>
          </button>
          <button type="button" class="tool" aria-label=${strings.close} title=${strings.close} @click=${() => this.#dialog?.close()}>
            <span class="codicon codicon-close" aria-hidden="true"></span>
          </button>
        </div>
        <dl tabindex="0" aria-label=${strings.details}>
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

  #onClose(): void {
    this.entry = undefined;
  }

  // The sheet fills the dialog, so a click whose target is the dialog itself was made on the backdrop.
  #onClick(event: Event): void {
    if (event.target === this.#dialog) this.#dialog?.close();
  }

  async #copy(fields: readonly EntryField[]): Promise<void> {
    const text = fields.map(({ label, value }) => `${label}: ${value}`).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      this.isCopied = true;
    } catch {
      // Where the browser refuses, the text is selected, so that the user can copy it.
      const list = this.querySelector("dl");
      if (list) getSelection()?.selectAllChildren(list);
    }
  }
}

/** What the provider changed in an entry, a line each. */
function changesText(context: ViewContext, { changes, unit }: PanelEntry): string | undefined {
  return changes
    ?.map(({ atMs, before }) =>
      formatMessage(
        context.strings.ledger.changedEntry,
        timeText(context, atMs, "full"),
        signedText(context, before.amount, unit),
        timeText(context, before.atMs, "full"),
      ),
    )
    .join("\n");
}

function fieldsOf(context: ViewContext, entry: PanelEntry): readonly EntryField[] {
  const strings = context.strings.ledger;
  const { sinceMs, atMs, unit, balanceAfter, metadata } = entry;
  const meter = context.account.meters.find(({ id }) => id === entry.meterId)?.label ?? entry.meterId;
  const time = (ms: number) => timeText(context, ms, "full");
  const between =
    sinceMs === undefined ? undefined : formatMessage(strings.between, time(sinceMs), time(atMs));
  const fields: readonly EntryField[] = [
    { label: strings.time, value: time(atMs) },
    { label: strings.happened, value: between },
    { label: strings.type, value: strings.types[entry.type] },
    { label: strings.amount, value: signedText(context, entry.amount, unit) },
    { label: strings.balanceAfter, value: balanceAfter && amountText(context, balanceAfter, unit) },
    { label: strings.meter, value: meter },
    { label: strings.source, value: strings.sources[entry.source] },
    { label: strings.description, value: entry.description },
    { label: strings.reference, value: entry.reference },
    { label: strings.id, value: entry.id },
    { label: strings.changes, value: changesText(context, entry) },
    { label: strings.metadata, value: metadata && metadataText(metadata, context.hideAmounts), isCode: true },
  ];
  return fields.filter(({ value }) => value !== undefined);
}
