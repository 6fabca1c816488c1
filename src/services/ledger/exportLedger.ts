import { defined } from "../../core/common/defined.ts";
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
import { otherWork, readLedger } from "./readLedger.ts";

export interface LedgerExportOptions {
  readonly format: ExportFormatName;
  /** An existing file is replaced when the export is complete. */
  readonly path: string;
  /** One filter per account. The accounts are written one after the other. */
  readonly filters: readonly LedgerFilter[];
  readonly signal: AbortSignal;
  /** `written`: the entries written so far; `total`: the entries of the current account. */
  readonly onProgress: (written: number, total: number) => void;
}

export interface ExportStrings {
  readonly observedDescriptions: ObservedDescriptions;
  readonly toEntry: (row: LedgerRow) => LedgerEntry;
}

const pageSize = 500;

/**
 * Streams ledger entries to a file, newest first. Resolves to the number of entries. Rejects when it is cancelled,
 * when the history is off (`HistoryError`) and when the disk refuses; then no incomplete file is left.
 */
export async function exportLedger(
  history: History,
  { path, onProgress, ...options }: LedgerExportOptions,
  strings: ExportStrings,
): Promise<number> {
  let written = 0;
  await writeFileAtomically(path, async (append) => {
    for await (const { text, entries, total } of exportTexts(history, options, strings)) {
      await append(text);
      written += entries;
      if (entries > 0) onProgress(written, total);
    }
  });
  return written;
}

/** A part of an exported ledger, with the number of its entries, and that of all entries of the current account. */
interface ExportPart {
  readonly text: string;
  readonly entries: number;
  readonly total: number;
}

/** The text of an export in parts, newest entry first. Throws like `exportLedger`. */
export async function* exportTexts(
  history: History,
  { filters, signal, ...options }: Omit<LedgerExportOptions, "path" | "onProgress">,
  strings: ExportStrings,
): AsyncGenerator<ExportPart> {
  const format = exportFormats[options.format];
  yield { text: format.head, entries: 0, total: 0 };
  let isFirst = true;
  for (const filter of filters) {
    for await (const { rows, total } of readPages(history, filter, strings, signal)) {
      const texts = rows.map((row) =>
        format.entry({ ...strings.toEntry(row), account: filter.accountId, unit: unitName(row.unit) }),
      );
      if (texts.length === 0) continue;
      yield {
        text: (isFirst ? "" : format.separator) + texts.join(format.separator),
        entries: rows.length,
        total,
      };
      isFirst = false;
    }
  }
  yield { text: format.tail, entries: 0, total: 0 };
}

async function* readPages(
  history: History,
  filter: LedgerFilter,
  { observedDescriptions }: ExportStrings,
  signal: AbortSignal,
) {
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const query = { ...filter, order: "newest", limit: pageSize, ...defined({ cursor }) } as const;
    const page = await readLedger(history, query, observedDescriptions);
    if (!page) throw new HistoryError(history.offReason() ?? "failed");
    yield page;
    cursor = page.next;
    await otherWork();
  } while (cursor !== undefined);
}
