import { type AmountStyle, parseTypedAmount, plainStyle } from "../money/typedAmount.ts";
import type { Threshold } from "./account.ts";

export type ThresholdBounds = Pick<Threshold, "below" | "percent">;

/**
 * Parses a threshold as a person types it: an amount (`100`, `$2.50`), a share of the whole (`10 %`), or both with a comma
 * between. An empty text means the default threshold. `undefined` for any other text.
 */
export function parseThresholdText(text: string, style = plainStyle): ThresholdBounds | undefined {
  if (text.trim() === "") return {};
  const single = parseBound(text, style);
  if (single) return single;
  // A comma that is followed by a blank parts the bounds; one within a number may be its decimal sign.
  return parseBounds(text.split(/,\s+/), style) ?? parseBounds(text.split(","), style);
}

function parseBounds(parts: readonly string[], style: AmountStyle): ThresholdBounds | undefined {
  const [first, second, ...others] = parts.map((part) => parseBound(part, style));
  if (!first || !second || others.length > 0) return undefined;
  const isOneOfEach = Object.keys(first).join() !== Object.keys(second).join();
  return isOneOfEach ? { ...first, ...second } : undefined;
}

function parseBound(part: string, style: AmountStyle): ThresholdBounds | undefined {
  const text = part.normalize("NFKC").trim();
  if (!/%$|^%/.test(text)) {
    const below = parseTypedAmount(text, style);
    return below === undefined ? undefined : { below };
  }
  const percent = Number(parseTypedAmount(text.replace("%", ""), { ...style, unitTexts: [] }) ?? Number.NaN);
  return percent <= 100 ? { percent } : undefined;
}

/** The reverse of `parseThresholdText`: `100`, `10 %`, `100, 10 %`, or an empty text. */
export function formatThreshold({ below, percent }: ThresholdBounds, { decimalSign } = plainStyle): string {
  const write = (number: string) => number.replace(".", decimalSign);
  return [
    ...(below === undefined ? [] : [write(below)]),
    ...(percent === undefined ? [] : [`${write(String(percent))} %`]),
  ].join(", ");
}

/** Several floors as a person types them: `50 %; 20 %; 5`. Semicolons part the floors. */
export function parseFloorsText(text: string, style = plainStyle): readonly ThresholdBounds[] | undefined {
  if (text.trim() === "") return [];
  const floors = text.split(/[;；]/).map((part) => parseThresholdText(part, style));
  const parsed = floors.filter((floor) => floor !== undefined && Object.keys(floor).length > 0);
  return parsed.length < floors.length ? undefined : (parsed as readonly ThresholdBounds[]);
}

/** The reverse of `parseFloorsText`. */
export function formatFloors(floors: readonly ThresholdBounds[], style = plainStyle): string {
  return floors.map((floor) => formatThreshold(floor, style)).join("; ");
}
