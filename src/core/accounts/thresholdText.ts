import type { Threshold } from "./account.ts";
import { parseCheckAmount } from "./checkCredits.ts";

export type ThresholdBounds = Pick<Threshold, "below" | "percent">;

const percentText = /^(\d{1,3}(?:\.\d{1,10})?) ?%$/;

/**
 * Reads a floor as a person types it: an amount (`100`, `2.50`), a share of the limit (`10 %`), or both
 * with a comma between. Nothing typed means no floor of one's own. `undefined` for anything else.
 */
export function parseThresholdText(text: string): ThresholdBounds | undefined {
  if (text.trim() === "") return {};
  const bounds = text.split(",").map((part) => boundOf(part.trim()));
  const below = bounds.filter((bound) => bound?.below !== undefined);
  const percent = bounds.filter((bound) => bound?.percent !== undefined);
  if (below.length + percent.length < bounds.length || below.length > 1 || percent.length > 1)
    return undefined;
  return { ...below[0], ...percent[0] };
}

/** The other way: `100`, `10 %`, `100, 10 %`, or nothing. */
export function thresholdText({ below, percent }: ThresholdBounds): string {
  return [...(below === undefined ? [] : [below]), ...(percent === undefined ? [] : [`${percent} %`])].join(
    ", ",
  );
}

function boundOf(part: string): ThresholdBounds | undefined {
  const percent = percentText.exec(part)?.[1];
  if (percent === undefined) return parseCheckAmount(part) === undefined ? undefined : { below: part };
  return Number(percent) <= 100 ? { percent: Number(percent) } : undefined;
}
