import {
  type AccountStatus,
  type DisplayedMeter,
  displayedMeters,
  headlineMeter,
  isStatusStale,
  markedAccount,
} from "../../core/accounts/accountStatus.ts";
import { amountWithUnit } from "./amountText.ts";
import { failureMessage } from "./failureMessage.ts";
import { l10n } from "./l10n.ts";
import { accountLevelText, localizeLabel } from "./labels.ts";
import { runwayText } from "./runwayText.ts";
import { sanitizeText } from "./sanitizeText.ts";
import { exactTimeText } from "./shortTimeText.ts";
import type { TextContext } from "./textContext.ts";

export interface SummaryOptions {
  readonly textContext: TextContext;
  readonly providerName: string;
}

/** An account in Markdown: its name and level, a table of its meters, how long it lasts, and what is wrong. */
export function accountSummary(status: AccountStatus, { textContext, providerName }: SummaryOptions): string {
  const { account, reading, failure, runway } = status;
  const level = accountLevelText(markedAccount(status, textContext.nowMs));
  const heading = `**${plain(account.label)}** (${plain(providerName)}): ${level}`;
  const meter = headlineMeter(status);
  return [
    heading,
    ...(reading ? [meterTable(displayedMeters(status), textContext)] : []),
    ...(meter && runway && runway.kind !== "notEnoughData"
      ? [plain(runwayText(runway, meter.unit, textContext))]
      : []),
    reading ? readText(status, reading.readAtMs, textContext) : l10n.t("not read yet"),
    ...(failure ? [plain(failureMessage(failure, textContext).message)] : []),
  ].join("\n\n");
}

function meterTable(meters: readonly DisplayedMeter[], textContext: TextContext): string {
  const rows = meters.map(({ meter: { label, remaining, used, limit, resetsAt, unit } }) => [
    plain(localizeLabel(label)),
    plain(amountWithUnit(remaining, unit, textContext)),
    used === undefined ? "" : plain(amountWithUnit(used, unit, textContext)),
    limit === undefined ? "" : plain(amountWithUnit(limit, unit, textContext)),
    resetsAt === undefined ? "" : exactTimeText(Date.parse(resetsAt), textContext),
  ]);
  const heads = [l10n.t("Meter"), l10n.t("Left"), l10n.t("Used"), l10n.t("Limit"), l10n.t("Resets")];
  // A column that is empty in every row says nothing.
  const used = heads.map((_, column) => column < 2 || rows.some((row) => row[column] !== ""));
  const line = (cells: readonly string[]) => `| ${cells.filter((_, column) => used[column]).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A date, because a text in an issue is read at any time: "5 minutes ago" would be wrong there. */
function readText(status: AccountStatus, readAtMs: number, textContext: TextContext): string {
  const date = exactTimeText(readAtMs, textContext);
  return isStatusStale(status, textContext.nowMs)
    ? l10n.t("Read {0}, stale.", date)
    : l10n.t("Read {0}.", date);
}

/** A text without the characters that Markdown or HTML gives a meaning. */
function plain(text: string): string {
  return sanitizeText(text, 200).replace(/[\\`*_[\]<>|~#]/g, (character) => `\\${character}`);
}
