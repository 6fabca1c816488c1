import type {
  LedgerEntry,
  LedgerFilter,
  LedgerRow,
  ObservedDescriptions,
} from "../../core/ledger/ledgerEntry.ts";
import { type ExportFormatName, exportFormats, unitName } from "../../core/ledger/ledgerExport.ts";
import { HistoryError } from "../../store/historyStore.ts";
import { writeFileAtomically } from "../../store/writeFileAtomically.ts";
import type { History } from "../history/history.ts";

export interface LedgerExportOptions {
  readonly format: ExportFormatName;
  /** Replaced when it exists, once the export is whole. */
  readonly path: string;
  /** One filter per account, written one after the other. */
  readonly filters: readonly LedgerFilter[];
  readonly signal: AbortSignal;
  /** Entries written so far, of how many in this account. */
  readonly onProgress: (written: number, total: number) => void;
}

export interface ExportStrings {
  readonly observedDescriptions: ObservedDescriptions;
  readonly toEntry: (row: LedgerRow) => LedgerEntry;
}

const pageSize = 500;

/**
 * Streams ledger entries to a file, newest first. Resolves to the number written. Rejects when it is
 * cancelled, when the history is off (`HistoryError`) or the disk refuses; nothing half-written is left.
 */
export async function exportLedger(
  history: History,
  what: LedgerExportOptions,
  words: ExportStrings,
): Promise<number> {
  const format = exportFormats[what.format];
  let written = 0;
  await writeFileAtomically(what.path, async (append) => {
    await append(format.head);
    for (const filter of what.filters) {
      for await (const { rows, total } of pages(history, filter, words, what.signal)) {
        const texts = rows.map((row) =>
          format.entry({ ...words.toEntry(row), account: filter.accountId, unit: unitName(row.unit) }),
        );
        if (texts.length > 0)
          await append((written > 0 ? format.separator : "") + texts.join(format.separator));
        written += rows.length;
        what.onProgress(written, total);
      }
    }
    await append(format.tail);
  });
  return written;
}

async function* pages(
  history: History,
  filter: LedgerFilter,
  { observedDescriptions }: ExportStrings,
  signal: AbortSignal,
) {
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const query = {
      ...filter,
      order: "newest",
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    } as const;
    const page = await history.read((store) => store.ledger(query, observedDescriptions));
    if (!page) throw new HistoryError(history.offReason() ?? "failed");
    yield page;
    cursor = page.next;
    // The host has other things to do between two pages.
    await new Promise((resolve) => setImmediate(resolve));
  } while (cursor !== undefined);
}
