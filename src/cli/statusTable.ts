import Table from "cli-table3";
import { type AccountStatus, displayedMeters, markedAccount } from "../core/accounts/accountStatus.ts";
import { ageText } from "../ui/text/ageText.ts";
import { amountWithUnit } from "../ui/text/amountText.ts";
import { failureMessage } from "../ui/text/failureMessage.ts";
import { accountLevelText, localizeLabel } from "../ui/text/labels.ts";
import { sanitizeText } from "../ui/text/sanitizeText.ts";
import type { TextContext } from "../ui/text/textContext.ts";

const noBorders = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** The accounts as a table of plain text, a line for each displayed meter. Ends with a line break. */
export function statusTable(statuses: readonly AccountStatus[], textContext: TextContext): string {
  if (statuses.length === 0) return "No accounts yet. Add one in VS Code: Credit Monitor: Add Account.\n";
  const table = new Table({
    head: ["ACCOUNT", "ID", "LEVEL", "METER", "LEFT", "READ"],
    chars: noBorders,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  for (const status of statuses) table.push(...rowsOf(status, textContext));
  const lines = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const problems = statuses.flatMap(({ account, failure }) =>
    failure ? [`${sanitizeText(account.label)}: ${failureMessage(failure, textContext).message}`] : [],
  );
  return `${[...lines, ...(problems.length > 0 ? ["", ...problems] : [])].join("\n")}\n`;
}

function rowsOf(status: AccountStatus, textContext: TextContext): string[][] {
  const { account, reading } = status;
  const level = accountLevelText(markedAccount(status, textContext.nowMs));
  const head = [sanitizeText(account.label), account.id, level];
  if (!reading) return [[...head, "–", "–", "never"]];
  const age = ageText(reading.readAtMs, textContext);
  return displayedMeters(status).map(({ meter }, index) => [
    ...(index === 0 ? head : ["", "", ""]),
    localizeLabel(meter.label),
    amountWithUnit(meter.remaining, meter.unit, textContext),
    index === 0 ? age : "",
  ]);
}
