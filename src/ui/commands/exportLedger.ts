import { homedir } from "node:os";
import { basename, isAbsolute, join } from "node:path";
import { ProgressLocation, Uri, window } from "vscode";
import * as z from "zod/mini";
import { defined } from "../../core/common/defined.ts";
import { exportFileName } from "../../core/ledger/exportFileName.ts";
import { type LedgerFilter, ledgerTypes } from "../../core/ledger/ledgerEntry.ts";
import type { ExportFormatName } from "../../core/ledger/ledgerExport.ts";
import { exportLedger, type LedgerExportOptions } from "../../services/ledger/exportLedger.ts";
import { isHistoryError } from "../../store/historyStore.ts";
import { toLedgerEntry } from "../api/toLedgerEntry.ts";
import {
  accountIdField,
  instantField,
  interactiveAccountId,
  parseArguments,
} from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { countText } from "../text/countText.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { l10n } from "../text/l10n.ts";
import { observedDescriptions } from "../text/ledgerDescription.ts";
import { messageText, sanitizeText } from "../text/sanitizeText.ts";
import { offerFile } from "../vscode/offerFile.ts";

const argumentSchema = z.object({
  accountId: z.exactOptional(accountIdField),
  format: z.enum(["csv", "json"]),
  // A relative path would start at the folder in which VS Code was started.
  path: z.string().check(z.refine(isAbsolute)),
  from: z.exactOptional(instantField),
  to: z.exactOptional(instantField),
  type: z.exactOptional(z.enum(ledgerTypes)),
});

type ExportContext = Pick<CommandContext, "accountViews" | "history" | "signal">;

/** Writes the ledger of one account or all to a file. Resolves to the number of entries; `undefined` when the user cancels. */
export async function exportLedgerCommand(
  context: ExportContext,
  value: unknown,
): Promise<number | undefined> {
  const args = parseArguments(argumentSchema, value);
  if (!args) return exportByPrompts(context, interactiveAccountId(value));
  const { accountId, format, path, from, to, type } = args;
  if (accountId !== undefined) requireAccount(context, accountId);
  const range = defined({ fromMs: from, toMs: to, type });
  const ids = accountId === undefined ? accountIds(context) : [accountId];
  const filters = ids.map((id) => ({ accountId: id, ...range }));
  const options = { format, path, filters, signal: context.signal, onProgress: () => {} };
  return writeExport(context, options).catch((error: unknown) => {
    const text = exportErrorText(error, path);
    throw text === undefined ? error : new Error(text);
  });
}

/** Of all accounts, or of the one that a menu names. */
async function exportByPrompts(
  context: ExportContext,
  accountId: string | undefined,
): Promise<number | undefined> {
  const account = accountId === undefined ? undefined : requireAccount(context, accountId).account;
  const picked = await window.showQuickPick(
    [
      { label: "CSV", detail: l10n.t("For spreadsheets"), format: "csv" as const },
      { label: "JSON", detail: l10n.t("For programs: exact decimals as strings"), format: "json" as const },
    ],
    {
      title: account
        ? l10n.t("Export the ledger of {0} as", sanitizeText(account.label))
        : l10n.t("Export the ledger of all accounts as"),
    },
  );
  if (!picked) return undefined;
  const ids = account ? [account.id] : accountIds(context);
  const filters = ids.map((id) => ({ accountId: id }));
  return exportWithDialog(context, picked.format, filters);
}

function accountIds({ accountViews }: ExportContext): readonly string[] {
  return accountViews.statuses().map(({ account }) => account.id);
}

/** Asks for the file, and shows the progress with a button that cancels. */
export async function exportWithDialog(
  context: Pick<ExportContext, "accountViews" | "history" | "signal">,
  format: ExportFormatName,
  filters: readonly LedgerFilter[],
): Promise<number | undefined> {
  const name = exportFileName(filters.length === 1 ? filters[0]?.accountId : undefined, format);
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(join(homedir(), name)),
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
    const cancellation = new AbortController();
    token.onCancellationRequested(() => cancellation.abort());
    const onProgress = (count: number) => progress.report({ message: entryCountText(count) });
    const signal = AbortSignal.any([cancellation.signal, context.signal]);
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
    const name = messageText(target.fsPath);
    void offerFile(
      target,
      countText(written, {
        one: (count) => l10n.t("Exported {0} entry to {1}.", count, name),
        other: (count) => l10n.t("Exported {0} entries to {1}.", count, name),
      }),
    );
  }
  return written;
}

function entryCountText(entries: number): string {
  return countText(entries, {
    one: (count) => l10n.t("{0} entry", count),
    other: (count) => l10n.t("{0} entries", count),
  });
}

function writeExport(
  { accountViews, history }: Pick<ExportContext, "accountViews" | "history">,
  options: LedgerExportOptions,
): Promise<number> {
  const textContext = accountViews.textContext();
  return exportLedger(history, options, {
    observedDescriptions: observedDescriptions(textContext.locale),
    toEntry: (row) => toLedgerEntry(row, textContext),
  });
}

/** The message for an error of the history or the disk; `undefined` for any other error, which is a bug. */
function exportErrorText(error: unknown, path: string): string | undefined {
  return isHistoryError(error) ? historyOffText(error.reason) : writeErrorText(error, path);
}

/** The message for an error of the disk; `undefined` for any other error. */
export function writeErrorText(error: unknown, path: string): string | undefined {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return undefined;
  const name = messageText(basename(path));
  return l10n.t("Could not write {0} ({1}). Choose another location.", name, String(error.code));
}
