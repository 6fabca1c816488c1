import { html, type TemplateResult } from "lit";
import type { EntryObservation } from "../../core/ledger/entryObservation.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { PanelEntry } from "../../protocol/panelState.ts";
import { LightElement } from "../app/lightElement.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { icon } from "../controls/icon.ts";
import { amountText, countText, signedText } from "../text/amountText.ts";
import { formatMessage, pluralText } from "../text/formatMessage.ts";
import { timeText } from "../text/timeText.ts";
import { balanceNote } from "./columns.ts";
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
    observation: { state: true },
    isCopied: { state: true },
  };
  declare context: ViewContext;
  declare entry: PanelEntry | undefined;
  /** What the readings show of the entry; `undefined` where they do not, and before the host has responded. */
  declare observation: EntryObservation | undefined;
  declare isCopied: boolean;

  constructor() {
    super();
    this.isCopied = false;
  }

  open(entry: PanelEntry): void {
    this.entry = entry;
    this.observation = undefined;
    this.isCopied = false;
    void this.updateComplete.then(() => this.#dialog?.showModal());
    if (entry.source === "provider") void this.#loadObservation(entry);
  }

  protected override render(): TemplateResult {
    const strings = this.context.strings.ledger;
    const fields = this.entry ? fieldsOf(this.context, this.entry, this.observation) : [];
    return html`<dialog class="details" aria-labelledby="details-title" @close=${this.#onClose} @click=${this.#onClick}>
      <div class="sheet">
        <div class="head">
          <h2 id="details-title">${strings.details}</h2>
          <span class="spacer"></span>
          <button type="button" class="tool" @click=${() => this.#copy(fields)}>
            ${icon(this.isCopied ? "check" : "copy")}
            <span aria-live="polite">${this.isCopied ? strings.copied : strings.copy}</span>
          </button>
          <button type="button" class="tool" aria-label=${strings.close} title=${strings.close} @click=${() => this.#dialog?.close()}>
            ${icon("close")}
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

  async #loadObservation(entry: PanelEntry): Promise<void> {
    const { client, account } = this.context;
    const response = await client.request("observation", { accountId: account.id, entryId: entry.id });
    if (this.entry === entry && response.ok) this.observation = response.value.observation;
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

/** The provider's own balance after an entry, where it is another one or the computed one is unknown. */
function providerBalanceText(context: ViewContext, entry: PanelEntry): string | undefined {
  const { runningBalance, balanceAfter, unit } = entry;
  if (balanceAfter === undefined || balanceAfter === runningBalance) return undefined;
  return balanceNote(context, entry) ?? amountText(context, balanceAfter, unit);
}

/** The changes of the balance that an entry explains, a line each, and with how many other entries. */
function observationText(
  context: ViewContext,
  { changes, changeCount, entries }: EntryObservation,
  unit: Unit,
): string {
  const { ledger: strings, language } = context.strings;
  const lines = changes.map(({ amount, sinceMs, atMs }) =>
    formatMessage(
      strings.observedChange,
      signedText(context, amount, unit),
      timeText(context, sinceMs, "full"),
      timeText(context, atMs, "full"),
    ),
  );
  const hiddenCount = changeCount - changes.length;
  if (hiddenCount > 0) lines.push(formatMessage(strings.more, countText(context, hiddenCount)));
  const others = entries - 1;
  if (others > 0)
    lines.push(formatMessage(pluralText(strings.togetherWith, others, language), countText(context, others)));
  return lines.join("\n");
}

function fieldsOf(
  context: ViewContext,
  entry: PanelEntry,
  observation: EntryObservation | undefined,
): readonly EntryField[] {
  const strings = context.strings.ledger;
  const { sinceMs, atMs, unit, runningBalance, metadata } = entry;
  const meter = context.account.meters.find(({ id }) => id === entry.meterId)?.label ?? entry.meterId;
  const time = (ms: number) => timeText(context, ms, "full");
  const between =
    sinceMs === undefined ? undefined : formatMessage(strings.between, time(sinceMs), time(atMs));
  const fields: readonly EntryField[] = [
    { label: strings.time, value: time(atMs) },
    { label: strings.happened, value: between },
    { label: strings.type, value: strings.types[entry.type] },
    { label: strings.amount, value: signedText(context, entry.amount, unit) },
    { label: strings.balanceAfter, value: runningBalance && amountText(context, runningBalance, unit) },
    { label: strings.providerBalance, value: providerBalanceText(context, entry) },
    { label: strings.observation, value: observation && observationText(context, observation, unit) },
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
