import { rawJson } from "../../core/common/json.ts";
import { hiddenAmount } from "../../core/money/formatAmount.ts";

interface Context {
  readonly source?: string;
}

/** The provider's metadata on several lines, every digit kept; as it came when it is not JSON. */
export function metadataText(metadata: string, isHidden: boolean): string {
  const keep = (_key: string, value: unknown, context?: Context) => {
    const isNumber = typeof value === "number" || (typeof value === "string" && /^-?[\d.,]+$/.test(value));
    if (isNumber && isHidden) return hiddenAmount;
    if (typeof value !== "number" || context?.source === undefined) return value;
    return rawJson(context.source);
  };
  try {
    return JSON.stringify(JSON.parse(metadata, keep), null, 2);
  } catch {
    return isHidden ? hiddenAmount : metadata;
  }
}
