import { rawJson } from "../../core/common/rawJson.ts";
import { hiddenAmount } from "../../core/money/formatAmount.ts";

interface ReviverContext {
  /** The number as it was written. */
  readonly source?: string;
}

/** The provider's metadata, indented, with every digit; text that is not JSON stays as it is. */
export function metadataText(metadata: string, isHidden: boolean): string {
  const revive = (_key: string, value: unknown, context?: ReviverContext) => {
    const isNumber = typeof value === "number" || (typeof value === "string" && /^-?[\d.,]+$/.test(value));
    if (isNumber && isHidden) return hiddenAmount;
    if (typeof value !== "number" || context?.source === undefined) return value;
    return rawJson(context.source);
  };
  try {
    return JSON.stringify(JSON.parse(metadata, revive), null, 2);
  } catch {
    return isHidden ? hiddenAmount : metadata;
  }
}
