import type { AccountState, Meter } from "../../core/accounts/accountState.ts";
import { parseAmount } from "../../core/money/amount.ts";
import type { TrialRequest } from "../../services/onDemand/tryDefinition.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { l10n } from "../text/l10n.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

/** Plain text about what a definition reads: the account that it makes, then every field of each reply by JSON pointer. */
export function definitionReport(
  name: string,
  state: AccountState,
  requests: readonly TrialRequest[],
  textContext: TextContext,
): string {
  return [
    name,
    l10n.t("Nothing was saved. The key was discarded."),
    "",
    ...accountLines(state, textContext),
    ...requests.flatMap((request) => ["", ...requestLines(request)]),
    "",
  ].join("\n");
}

function accountLines(state: AccountState, textContext: TextContext): readonly string[] {
  if (state.problem) return [l10n.t("Problem"), `  ${state.problem.message}`];
  const facts = [
    [l10n.t("Plan"), state.plan],
    [l10n.t("Expires"), state.expiresAt],
    [l10n.t("Level"), state.level],
    ...state.details.map(({ label, value }) => [label, value] as const),
  ];
  return [
    l10n.t("Account"),
    ...columns([
      ...state.meters.map((meter) => [meter.label, meterText(meter, textContext)] as const),
      ...facts.flatMap(([label = "", value]) => (value === undefined ? [] : [[label, value] as const])),
    ]),
  ];
}

function meterText(
  { id, unit, remaining, used, limit, held, resetsAt }: Meter,
  textContext: TextContext,
): string {
  const amountText = (amount: string | null) =>
    amountWithUnit(amount === null ? null : (parseAmount(amount) ?? null), unit, textContext);
  return [
    amountText(remaining),
    ...(used === undefined ? [] : [l10n.t("used {0}", amountText(used))]),
    ...(limit === undefined ? [] : [l10n.t("limit {0}", amountText(limit))]),
    ...(held === undefined ? [] : [l10n.t("reserved {0}", amountText(held))]),
    ...(resetsAt === undefined ? [] : [l10n.t("resets {0}", resetsAt)]),
    `[${id}]`,
  ].join(" · ");
}

function requestLines({ method, path, status, fields }: TrialRequest): readonly string[] {
  const head = [method, path, status].filter((part) => part !== undefined).join(" ");
  return [head, ...columns(fields.map(({ pointer, value }) => [pointer, sanitizeText(value, 200)]))];
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.min(48, Math.max(0, ...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
