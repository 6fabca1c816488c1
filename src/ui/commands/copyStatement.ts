import { homedir } from "node:os";
import { join } from "node:path";
import { env, Uri, window } from "vscode";
import * as z from "zod/mini";
import { exportFileName } from "../../core/ledger/exportFileName.ts";
import { rangeOfMonth, toLocalDay } from "../../core/time/localDay.ts";
import { writeFileAtomically } from "../../store/writeFileAtomically.ts";
import { statementFields, statementRange } from "../api/apiStatement.ts";
import { interactiveAccountId, parseArguments } from "../context/commandArguments.ts";
import { requireAccount } from "../context/commandContext.ts";
import { pickAccount } from "../prompts/pickAccount.ts";
import {
  type AccountStatement,
  accountStatement,
  type StatementContext,
  type StatementRange,
} from "../statement/accountStatement.ts";
import { toCsv, toMarkdown } from "../statement/statementDocuments.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import { statementStrings } from "../text/statementStrings.ts";
import type { TextContext } from "../text/textContext.ts";
import { offerFile } from "../vscode/offerFile.ts";
import { writeErrorText } from "./exportLedger.ts";

const argumentSchema = z.object({
  ...statementFields,
  format: z.exactOptional(z.enum(["markdown", "csv"])),
});

const shownMonths = 14;

/** Copies a statement. Resolves to its text; `undefined` when the user cancels. */
export async function copyStatement(context: StatementContext, value: unknown): Promise<string | undefined> {
  const args = parseArguments(argumentSchema, value);
  const textContext = context.accountViews.textContext();
  if (!args) return copyByPrompts(context, textContext, interactiveAccountId(value));
  const range = statementRange(args, textContext.timeZone);
  const statement = await accountStatement(context, args.accountId, range, args.groupBy);
  const text = args.format === "csv" ? toCsv(statement) : toMarkdown(statement, textContext);
  await env.clipboard.writeText(text);
  return text;
}

async function copyByPrompts(
  context: StatementContext,
  textContext: TextContext,
  accountId: string | undefined,
): Promise<string | undefined> {
  const title = statementStrings().copy;
  const status =
    accountId === undefined ? await pickAccount(context, title) : requireAccount(context, accountId);
  if (!status) return undefined;
  const picked = await window.showQuickPick(periods(textContext), { title, ignoreFocusOut: true });
  if (!picked) return undefined;
  return copyAsMarkdown(await accountStatement(context, status.account.id, picked.range), textContext);
}

/** Copies a statement and says so, with a button that copies it as CSV instead. */
export async function copyAsMarkdown(statement: AccountStatement, textContext: TextContext): Promise<string> {
  const text = toMarkdown(statement, textContext);
  await env.clipboard.writeText(text);
  const asCsv = l10n.t("Copy as CSV");
  void window.showInformationMessage(l10n.t("Statement copied as Markdown."), asCsv).then(async (chosen) => {
    if (chosen === asCsv) await env.clipboard.writeText(toCsv(statement));
  });
  return text;
}

/** Asks for a file and writes the statement there as CSV. */
export async function saveStatementWithDialog(statement: AccountStatement): Promise<void> {
  const name = exportFileName(`statement-${statement.accountId}`, "csv");
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(join(homedir(), name)),
    filters: { CSV: ["csv"] },
    title: statementStrings().saveCsv,
  });
  if (!target) return;
  try {
    await writeFileAtomically(target.fsPath, (append) => append(toCsv(statement)));
  } catch (error) {
    const text = writeErrorText(error, target.fsPath);
    if (text === undefined) throw error;
    void window.showErrorMessage(text);
    return;
  }
  await offerFile(target, l10n.t("Statement saved to {0}.", messageText(target.fsPath)));
}

/** The last months of the reader's calendar, and all time. */
function periods({ locale, nowMs, timeZone }: TextContext): { label: string; range: StatementRange }[] {
  const name = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone });
  const months: { label: string; range: StatementRange }[] = [];
  for (let atMs = nowMs; months.length < shownMonths; ) {
    const range = rangeOfMonth(toLocalDay(atMs, timeZone).slice(0, 7), timeZone);
    months.push({ label: name.format(range.fromMs), range });
    atMs = range.fromMs - 1;
  }
  return [...months, { label: statementStrings().periods.all, range: {} }];
}
