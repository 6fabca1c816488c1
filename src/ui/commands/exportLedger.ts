import { homedir } from "node:os";
import { basename, isAbsolute, join } from "node:path";
import { l10n, ProgressLocation, Uri, window } from "vscode";
import * as z from "zod/mini";
import type { LedgerFilter } from "../../core/ledger/ledgerEntry.ts";
import { ledgerTypes } from "../../core/ledger/ledgerEntry.ts";
import type { ExportFormatName } from "../../core/ledger/ledgerExport.ts";
import { exportLedger, type LedgerExportOptions } from "../../services/ledger/exportLedger.ts";
import { isHistoryError } from "../../store/historyStore.ts";
import { toLedgerEntry } from "../api/toLedgerEntry.ts";
import { accountIdField, instantField, parseArguments } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { observedWords } from "../text/observedText.ts";
import { messageText } from "../text/sanitizeText.ts";

const fields = z.object({
  accountId: z.exactOptional(accountIdField),
  format: z.enum(["csv", "json"]),
  // A relative path would lead to wherever VS Code was started.
  path: z.string().check(z.refine(isAbsolute)),
  from: z.exactOptional(instantField),
  to: z.exactOptional(instantField),
  type: z.exactOptional(z.enum(ledgerTypes)),
});

/** Writes ledger entries of one account or all to a file. Resolves to how many; nothing when a person leaves. */
export async function exportLedgerCommand(
  context: CommandContext,
  value: unknown,
): Promise<number | undefined> {
  const args = parseArguments(fields, value);
  if (!args) return exportByPrompts(context);
  const { accountId, format, path, from, to, type } = args;
  if (accountId !== undefined) requireAccount(context, accountId);
  const range = {
    ...(from === undefined ? {} : { fromMs: from }),
    ...(to === undefined ? {} : { toMs: to }),
    ...(type === undefined ? {} : { type }),
  };
  const ids =
    accountId === undefined ? context.accountViews.statuses().map(({ account }) => account.id) : [accountId];
  const filters = ids.map((id) => ({ accountId: id, ...range }));
  const what = { format, path, filters, signal: context.signal, onProgress: () => {} };
  return writeExport(context, what).catch((error: unknown) => {
    const text = exportErrorText(error, path);
    throw text === undefined ? error : new Error(text);
  });
}

async function exportByPrompts(context: CommandContext): Promise<number | undefined> {
  const picked = await window.showQuickPick(
    [
      { label: "CSV", detail: l10n.t("For spreadsheets"), format: "csv" as const },
      { label: "JSON", detail: l10n.t("For programs: exact decimals as strings"), format: "json" as const },
    ],
    { title: l10n.t("Export the ledger of all accounts as") },
  );
  if (!picked) return undefined;
  const filters = context.accountViews.statuses().map(({ account }) => ({ accountId: account.id }));
  return exportWithDialog(context, picked.format, filters);
}

/** Asks where to, and shows how far it is, with a way to stop it. */
export async function exportWithDialog(
  context: CommandContext,
  format: ExportFormatName,
  filters: readonly LedgerFilter[],
): Promise<number | undefined> {
  const name = filters.length === 1 ? (filters[0]?.accountId ?? "ledger") : "ledger";
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(join(homedir(), `${name}.${format}`)),
    filters: { [format.toUpperCase()]: [format] },
    title: l10n.t("Export ledger"),
  });
  if (!target) return undefined;
  const options = {
    location: ProgressLocation.Notification,
    cancellable: true,
    title: l10n.t("Exporting ledger"),
  };
  const written = await window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const onProgress = (count: number) => progress.report({ message: l10n.t("{0} entries", count) });
    const signal = AbortSignal.any([stop.signal, context.signal]);
    return writeExport(context, { format, path: target.fsPath, filters, signal, onProgress }).catch(
      (error: unknown) => {
        if (signal.aborted) return undefined;
        const text = exportErrorText(error, target.fsPath);
        if (text === undefined) throw error;
        void window.showErrorMessage(text);
        return undefined;
      },
    );
  });
  if (written !== undefined) {
    void window.showInformationMessage(
      l10n.t("{0} entries were written to {1}.", written, messageText(basename(target.fsPath))),
    );
  }
  return written;
}

function writeExport(context: CommandContext, what: LedgerExportOptions): Promise<number> {
  return exportLedger(context.history, what, { observedWords: observedWords(), toEntry: toLedgerEntry });
}

/** What the history or the disk refused, and what to do; `undefined` for what nobody expected. */
function exportErrorText(error: unknown, path: string): string | undefined {
  if (isHistoryError(error)) return historyOffText(error.reason);
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return undefined;
  const name = messageText(basename(path));
  return l10n.t("{0} could not be written ({1}). Choose another place.", name, String(error.code));
}
