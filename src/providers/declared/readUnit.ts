import type { UnitSource } from "../../core/definitionValues.ts";
import type { Unit } from "../../core/money/unit.ts";
import { unitFromCode } from "../../core/money/unitFromCode.ts";
import type { FieldReader } from "./fieldReader.ts";

/** The unit that a definition names or points to. A missing unit is reported to the reader as the fault. */
export function readUnit(
  source: UnitSource,
  fields: FieldReader,
  currency: string | undefined,
): Unit | undefined {
  const code = readUnitCode(source, fields, currency);
  return code === undefined ? undefined : unitFromCode(code);
}

/** The unit's name as the definition, the region or the reply has it. */
export function readUnitCode(
  source: UnitSource,
  fields: FieldReader,
  currency: string | undefined,
): string | undefined {
  if (source === "region") return currency;
  if (typeof source === "string") {
    if (!isPointer(source)) return source;
    return fields.text(source) ?? fields.reportFault(source, "missingField");
  }
  const { at, map, default: fallback } = source;
  const text = fields.text(at) ?? fallback;
  if (text === undefined)
    return fields.reportFault(typeof at === "string" ? at : (at[0] ?? ""), "missingField");
  const [, mapped] =
    Object.entries(map ?? {}).find(([word]) => word.toLowerCase() === text.toLowerCase()) ?? [];
  return mapped ?? text;
}

/** The unit of an array without elements: it cannot be read from one. */
export function unitWithoutElement(source: UnitSource, currency: string | undefined): string {
  if (source === "region") return currency ?? "credits";
  if (typeof source === "string") return isPointer(source) ? "credits" : source;
  return source.default ?? "credits";
}

function isPointer(source: string): boolean {
  return /[/#]/.test(source);
}
