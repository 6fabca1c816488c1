import { type Amount, amountOf, dividedBy, minus, negated, plus } from "../../core/money/amount.ts";
import type {
  AmountSource,
  Calculation,
  Condition,
  PointerAlternatives,
} from "../../core/providerDefinition.ts";
import type { BadResponseReason, Failure } from "../../core/readings/failure.ts";
import { type Instant, instantOf, parseInstant } from "../../core/time/instant.ts";
import { toSingleLine } from "../http/errorDetails.ts";
import { Numeral } from "../http/exactJson.ts";
import { amount } from "../http/fields.ts";
import { parsePointer, type Replies, resolvePointer } from "./jsonPointer.ts";

type BadResponse = Extract<Failure, { kind: "badResponse" }>;

/** The first missing or wrong field, shared by a reader and the readers of its elements. */
interface Fault {
  first?: BadResponse;
}

/**
 * Reads values from replies by pointer. An absent value, null and an absent pointer give `undefined`. A value of
 * the wrong type gives `undefined` too and is reported as the fault.
 */
export class FieldReader {
  readonly #replies: Replies;
  readonly #fault: Fault;

  constructor(replies: Replies, fault: Fault = {}) {
    this.#replies = replies;
    this.#fault = fault;
  }

  /** The first missing or wrong field. */
  get fault(): BadResponse | undefined {
    return this.#fault.first;
  }

  /** A reader of one element of an array. The replies of named requests can still be read. */
  within(element: unknown): FieldReader {
    return new FieldReader(new Map([...this.#replies, ["", element]]), this.#fault);
  }

  /** The value as the reply has it; null stays null. */
  raw(pointer: string): unknown {
    const parsed = parsePointer(pointer);
    return parsed && resolvePointer(this.#replies.get(parsed.name), parsed.tokens);
  }

  list(pointer: string): readonly unknown[] | undefined {
    const value = this.raw(pointer) ?? undefined;
    if (value !== undefined && !Array.isArray(value)) this.reportFault(pointer, "wrongType");
    return Array.isArray(value) ? value : undefined;
  }

  /** A string, or the text of a number or boolean. An empty string counts as absent. */
  text(pointers: PointerAlternatives = []): string | undefined {
    const { value, pointer } = this.#firstValue(pointers);
    if (value === undefined) return undefined;
    if (typeof value === "object" && !(value instanceof Numeral))
      return this.reportFault(pointer, "wrongType");
    return String(value) || undefined;
  }

  /** ISO 8601 (without a zone: UTC; a day alone: its start), or a Unix time in s, ms or µs, told apart by size. */
  instant(pointers: PointerAlternatives = []): Instant | undefined {
    const { value, pointer } = this.#firstValue(pointers);
    if (value === undefined || value === "") return undefined;
    const text = value instanceof Numeral || typeof value === "string" ? String(value) : "";
    const parsed = /^\d+(\.\d+)?$/.test(text)
      ? unixInstant(Number(text))
      : parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text);
    return parsed ?? this.reportFault(pointer, "wrongType");
  }

  amount(source: AmountSource | undefined): Amount | undefined {
    if (source === undefined) return undefined;
    return this.#calculate(typeof source === "string" ? { value: source } : source);
  }

  matches({ at, is }: Condition): boolean {
    const value = this.raw(at);
    return is.some((wanted) => equals(value, wanted));
  }

  /** Reports a missing or wrong field. Only the first one is kept. */
  reportFault(pointer: string, reason: BadResponseReason): undefined {
    this.#fault.first ??= { kind: "badResponse", reason, field: toSingleLine(pointer) };
  }

  #calculate(calculation: Calculation): Amount | undefined {
    const start = calculation.sum ? this.#sum(calculation.sum) : this.#firstAmount(calculation.value ?? []);
    if (start === undefined) return undefined;
    let result = start;
    if (calculation.minus !== undefined) {
      const subtrahend = this.#firstAmount(calculation.minus);
      if (subtrahend === undefined) return undefined;
      result = minus(result, subtrahend);
    }
    if (calculation.divideBy !== undefined) result = dividedBy(result, calculation.divideBy);
    if (calculation.negate) result = negated(result);
    return calculation.unlessZero && result === zero ? undefined : result;
  }

  #sum(pointers: readonly string[]): Amount | undefined {
    const parts = pointers.flatMap((pointer) => this.#firstAmount(pointer) ?? []);
    return parts.length === 0 ? undefined : parts.reduce(plus);
  }

  #firstAmount(pointers: PointerAlternatives): Amount | undefined {
    const { value, pointer } = this.#firstValue(pointers);
    if (value === undefined) return undefined;
    const parsed = amount.safeParse(value);
    if (parsed.success) return parsed.data;
    return this.reportFault(
      pointer,
      parsed.error.issues[0]?.message === "notFinite" ? "notFinite" : "wrongType",
    );
  }

  #firstValue(pointers: PointerAlternatives): { readonly value: unknown; readonly pointer: string } {
    for (const pointer of typeof pointers === "string" ? [pointers] : pointers) {
      const value = this.raw(pointer) ?? undefined;
      if (value !== undefined) return { value, pointer };
    }
    return { value: undefined, pointer: "" };
  }
}

const zero = amountOf("0");

function equals(value: unknown, wanted: string | number | boolean | null): boolean {
  if (typeof wanted === "number" && (value instanceof Numeral || typeof value === "string")) {
    const parsed = amount.safeParse(value);
    return parsed.success && parsed.data === amount.safeParse(String(wanted)).data;
  }
  return (value instanceof Numeral ? value.source : value) === wanted;
}

/** An ISO 8601 year has four digits, so later instants cannot be written. */
const year10000Ms = Date.UTC(10_000, 0);

// Seconds are below the first bound until the year 5138, and milliseconds are below the second one.
function unixInstant(value: number): Instant | undefined {
  const atMs = Math.floor(value < 1e11 ? value * 1000 : value < 1e14 ? value : value / 1000);
  return atMs < year10000Ms ? instantOf(atMs) : undefined;
}
