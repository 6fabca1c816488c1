import { markOf } from "../../core/accounts/accountMark.ts";
import {
  type AccountStatus,
  headlineMeter,
  isPeriodOver,
  isStatusStale,
  markedAccount,
} from "../../core/accounts/accountStatus.ts";
import { shareOfFull } from "../../core/accounts/pools.ts";
import { numberFormat } from "../../core/common/intlFormats.ts";
import { hiddenAmount } from "../../core/money/formatAmount.ts";
import { shortRemainingText } from "../text/amountText.ts";
import { shortRunwayText } from "../text/runwayText.ts";
import { labelText } from "../text/sanitizeText.ts";
import { shortTimeText } from "../text/shortTimeText.ts";
import type { TextContext } from "../text/textContext.ts";
import { markIcons } from "./markIcons.ts";
import { isTemplateField, type TemplateField, templateFieldPattern } from "./templateFields.ts";

const labelLength = 24;

/** Whether the template shows the level of each account as an icon. */
export function hasIconField(template: string): boolean {
  return [...template.matchAll(templateFieldPattern)].some(([, name]) => name === "icon");
}

/**
 * The text of an account by a template. A field that is not known of the account is left out, with brackets and signs around
 * it that would stand alone; one that does not exist stays as it is written.
 */
export function renderTemplate(template: string, status: AccountStatus, textContext: TextContext): string {
  return template
    .replaceAll(templateFieldPattern, (field, name: string) =>
      isTemplateField(name) ? fields[name](status, textContext) || absent : field,
    )
    .replaceAll(/\(\s*\0\s*\)|\[\s*\0\s*\]/g, absent)
    .replace(/^(?:\s*\0\s*[·|,/:–-]?\s*)+/, "")
    .replaceAll(/\s*[·|,/:–-]?\s*\0/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Stands for a field that is not known; no text contains it. */
const absent = "\0";

const fields = {
  icon: (status, { nowMs }) =>
    status.isReading ? "$(loading~spin)" : markIcons[markOf(markedAccount(status, nowMs))],
  label: ({ account }) => labelText(account.label, labelLength),
  remaining: (status, textContext) => {
    const { nowMs } = textContext;
    const isOld =
      status.reading !== undefined && (isStatusStale(status, nowMs) || isPeriodOver(status, nowMs));
    return `${shortRemainingText(status, textContext)}${isOld ? " $(history)" : ""}`;
  },
  percent: (status, { locale, hideAmounts }) => {
    const meter = headlineMeter(status);
    const share = meter ? shareOfFull(meter) : Number.POSITIVE_INFINITY;
    if (!Number.isFinite(share)) return "";
    return hideAmounts ? hiddenAmount : numberFormat(locale, { style: "percent" }).format(share);
  },
  runway: ({ runway }, textContext) =>
    runway && runway.kind !== "notEnoughData" ? shortRunwayText(runway, textContext) : "",
  reset: (status, textContext) => {
    const atMs = Date.parse(headlineMeter(status)?.resetsAt ?? "");
    return atMs > textContext.nowMs ? shortTimeText(atMs, textContext) : "";
  },
} satisfies Record<TemplateField, (status: AccountStatus, textContext: TextContext) => string>;
