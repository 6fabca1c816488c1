import { parsePlainAmount } from "../money/amount.ts";
import type { Threshold } from "./account.ts";

export type ThresholdBounds = Pick<Threshold, "below" | "percent">;

const percentPattern = /^(\d{1,3}(?:\.\d{1,10})?) ?%$/;

/**
 * Parses a threshold as a person types it: an amount (`100`, `2.50`), a percentage of the limit (`10 %`), or both
 * with a comma between. An empty text means the default threshold. `undefined` for any other text.
 */
export function parseThresholdText(text: string): ThresholdBounds | undefined {
  if (text.trim() === "") return {};
  const bounds = text.split(",").map((part) => parseBound(part.trim()));
  const below = bounds.filter((bound) => bound?.below !== undefined);
  const percent = bounds.filter((bound) => bound?.percent !== undefined);
  if (below.length + percent.length < bounds.length || below.length > 1 || percent.length > 1)
    return undefined;
  return { ...below[0], ...percent[0] };
}

/** The reverse of `parseThresholdText`: `100`, `10 %`, `100, 10 %`, or an empty text. */
export function formatThreshold({ below, percent }: ThresholdBounds): string {
  return [...(below === undefined ? [] : [below]), ...(percent === undefined ? [] : [`${percent} %`])].join(
    ", ",
  );
}

function parseBound(part: string): ThresholdBounds | undefined {
  const percent = percentPattern.exec(part)?.[1];
  if (percent === undefined) return parsePlainAmount(part) === undefined ? undefined : { below: part };
  return Number(percent) <= 100 ? { percent: Number(percent) } : undefined;
}

/** Several floors as a person types them: `50 %; 20 %; 5`. Semicolons part the floors. */
export function parseFloorsText(text: string): readonly ThresholdBounds[] | undefined {
  if (text.trim() === "") return [];
  const floors = text.split(";").map((part) => parseThresholdText(part.trim()));
  const parsed = floors.filter((floor) => floor !== undefined && Object.keys(floor).length > 0);
  return parsed.length < floors.length ? undefined : (parsed as readonly ThresholdBounds[]);
}

/** The reverse of `parseFloorsText`. */
export function formatFloors(floors: readonly ThresholdBounds[]): string {
  return floors.map(formatThreshold).join("; ");
}
