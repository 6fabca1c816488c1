import { ledgerStrings } from "../panel/ledgerStrings.ts";
import { statementStrings } from "../text/statementStrings.ts";
import type { TextContext } from "../text/textContext.ts";
import type { AccountStatement } from "./accountStatement.ts";
import { statementCsv } from "./statementCsv.ts";
import { statementMarkdown } from "./statementMarkdown.ts";

/** A statement as Markdown, in the display language. */
export function toMarkdown(statement: AccountStatement, context: TextContext): string {
  const words = { statement: statementStrings(), syncReasons: ledgerStrings().syncReasons };
  return statementMarkdown(statement, context, words);
}

/** A statement as CSV, with the names of its lines in the display language. */
export function toCsv(statement: AccountStatement): string {
  return statementCsv(statement, statementStrings());
}
