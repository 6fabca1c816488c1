import type { Amount } from "../../core/money/amount.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A file size in the largest binary unit that it fills: 50 MB for 52428800. */
export function formatBytes(bytes: Amount, locale: string): string {
  let size = Number(bytes);
  let step = 0;
  while (size >= 1024 && step < units.length - 1) {
    size /= 1024;
    step += 1;
  }
  const unit = units[step] ?? "byte";
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(size);
}
