import { html, nothing, type TemplateResult } from "lit";

/** Puts values into `{0}`, `{1}` … of a worded phrase. */
export function formatMessage(phrase: string, ...values: readonly string[]): string {
  return phrase.replace(/\{(\d)\}/g, (_whole, index: string) => values[Number(index)] ?? "");
}

type Phrase = string | TemplateResult | typeof nothing | undefined;

/** Phrases on one line, set apart by a middle dot; absent ones leave no gap. */
export function phraseLine(phrases: readonly Phrase[]): TemplateResult | typeof nothing {
  const present = phrases.filter((phrase) => phrase !== undefined && phrase !== nothing);
  if (present.length === 0) return nothing;
  // <bdi> keeps a right-to-left plan name from reordering its neighbours.
  return html`<p class="phrases">
    ${present.map((phrase, index) => html`${index > 0 ? " · " : nothing}<bdi>${phrase}</bdi>`)}
  </p>`;
}
