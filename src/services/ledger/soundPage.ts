import type { ProviderLedgerEntry } from "../../core/ledger/ledgerEntry.ts";
import type { LedgerPage } from "../../providers/provider.ts";

/** A page whose ids are unique. */
export interface SoundPage extends LedgerPage {
  /** How many entries came with the id of another one and different contents: they are stored with a number. */
  readonly contradictions: number;
}

/** Tells entries with one id and different contents apart, leaves repeated ones out, and shortens long texts. */
export function toSoundPage(page: LedgerPage): SoundPage {
  const contents = new Map<string, Set<string>>();
  let contradictions = 0;
  const entries = page.entries.map(shortened).flatMap((entry): ProviderLedgerEntry[] => {
    const content = contentOf(entry);
    const known = contents.get(entry.id);
    if (known?.has(content)) return [];
    contents.set(entry.id, (known ?? new Set()).add(content));
    if (!known) return [entry];
    contradictions += 1;
    return [{ ...entry, id: `${entry.id} (${known.size})` }];
  });
  return { ...page, entries, contradictions };
}

/** What makes an entry another one, although it has the same id. */
function contentOf({ type, amount, at, description, reference }: ProviderLedgerEntry): string {
  return JSON.stringify([type, amount, Date.parse(at), description, reference]);
}

const maxIdLength = 500;
const maxTextLength = 2_000;
const maxMetadataLength = 8_000;

/** A provider's texts fill the history's file: longer ones are cut off, with their length. */
function shortened(entry: ProviderLedgerEntry): ProviderLedgerEntry {
  const { id, description, reference, metadata } = entry;
  return {
    ...entry,
    id: shortText(id, maxIdLength),
    description: shortText(description, maxTextLength),
    ...(reference === undefined ? {} : { reference: shortText(reference, maxTextLength) }),
    ...(metadata === undefined ? {} : { metadata: shortJson(metadata) }),
  };
}

/** The beginning of a long text, and in brackets the length of the whole: `Lorem… (12345)`. */
export function shortText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // Never half of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
  return `${text.slice(0, end)}… (${text.length})`;
}

function shortJson(json: string): string {
  return json.length <= maxMetadataLength
    ? json
    : JSON.stringify({ "…": shortText(json, maxMetadataLength) });
}
