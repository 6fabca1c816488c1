import * as z from "zod/mini";
import type { Statement, StatementBalance, StatementSection } from "../../api.ts";
import {
  type KnownBalance,
  type StatementGroup,
  statementGroupings,
  statementSections,
} from "../../core/ledger/statement.ts";
import { instantOf } from "../../core/time/instant.ts";
import { isLocalMonth, rangeOfMonth } from "../../core/time/localDay.ts";
import type { TimeZone } from "../../core/time/timeZone.ts";
import { accountIdField, instantField, parseRequiredArguments } from "../context/commandArguments.ts";
import { argumentError } from "../context/commandErrors.ts";
import {
  accountStatement,
  type StatementContext,
  type StatementRange,
} from "../statement/accountStatement.ts";
import { toCsv, toMarkdown } from "../statement/statementDocuments.ts";
import { lineName } from "../statement/statementMarkdown.ts";
import { statementStrings } from "../text/statementStrings.ts";
import { apiSync } from "./apiHistory.ts";

/** The fields that say what a statement is of. */
export const statementFields = {
  accountId: accountIdField,
  month: z.exactOptional(z.string().check(z.refine(isLocalMonth))),
  from: z.exactOptional(instantField),
  to: z.exactOptional(instantField),
  groupBy: z.exactOptional(z.enum(statementGroupings)),
};

const requestSchema = z.object(statementFields);

/** The range that the fields name. Throws an Error that names the wrong field. */
export function statementRange(
  { month, from, to }: Pick<z.infer<typeof requestSchema>, "month" | "from" | "to">,
  timeZone: TimeZone,
): StatementRange {
  if (month !== undefined) {
    if (from !== undefined || to !== undefined) throw argumentError("month");
    return rangeOfMonth(month, timeZone);
  }
  if (from !== undefined && to !== undefined && to <= from) throw argumentError("to");
  return { ...(from === undefined ? {} : { fromMs: from }), ...(to === undefined ? {} : { toMs: to }) };
}

/** The API's `statement`. */
export async function readApiStatement(context: StatementContext, value: unknown): Promise<Statement> {
  const request = parseRequiredArguments(requestSchema, value);
  const textContext = context.accountViews.textContext();
  const range = statementRange(request, textContext.timeZone);
  const statement = await accountStatement(context, request.accountId, range, request.groupBy);
  const { fromMs, toMs, meters, sync } = statement;
  return {
    accountId: request.accountId,
    ...(fromMs === undefined ? {} : { from: instantOf(fromMs) }),
    ...(toMs === undefined ? {} : { to: instantOf(toMs) }),
    meters: meters.map(({ meterId, unit, opening, closing, ...groups }) => {
      const [incoming, outgoing, adjustments, unexplained] = statementSections.map((section) =>
        toSection(groups[section]),
      ) as [StatementSection, StatementSection, StatementSection, StatementSection];
      return {
        meterId,
        unit,
        ...(opening ? { opening: toBalance(opening) } : {}),
        in: incoming,
        out: outgoing,
        adjustments,
        unexplained,
        ...(closing ? { closing: toBalance(closing) } : {}),
      };
    }),
    sync: apiSync(sync),
    markdown: toMarkdown(statement, textContext),
    csv: toCsv(statement),
  };
}

function toSection({ total, entries, lines }: StatementGroup): StatementSection {
  const strings = statementStrings();
  return {
    total,
    entries,
    lines: lines.map((line) => ({
      description: lineName(line.label, strings),
      amount: line.amount,
      entries: line.entries,
    })),
  };
}

function toBalance({ amount, asOfMs }: KnownBalance): StatementBalance {
  return { amount, asOf: instantOf(asOfMs) };
}
