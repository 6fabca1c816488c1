import type { PanelEntry } from "../../protocol/panelQuestions.ts";
import type { Room } from "../app/viewContext.ts";
import { amountText } from "../text/amountText.ts";
import { fillWords } from "../text/formatMessage.ts";
import { signedText } from "../text/signedText.ts";
import { timeText } from "../text/timeText.ts";
import { metadataText } from "./metadataText.ts";

export interface EntryField {
  readonly label: string;
  readonly value: string;
  readonly isCode?: boolean;
}

/** Everything that is known of an entry, as text. */
export function entryFields({ screen, account }: Room, entry: PanelEntry): readonly EntryField[] {
  const words = screen.words.ledger;
  const meter = account.meters.find(({ id }) => id === entry.meterId)?.label ?? entry.meterId;
  const { sinceMs, balanceAfter, reference, metadata } = entry;
  const time = (ms: number) => timeText(screen, ms, "full");
  const fields: readonly (EntryField | undefined)[] = [
    { label: words.time, value: time(entry.atMs) },
    sinceMs === undefined
      ? undefined
      : { label: words.happened, value: fillWords(words.between, time(sinceMs), time(entry.atMs)) },
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
