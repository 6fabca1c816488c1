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
import { follow, parsePointer, type Replies } from "./jsonPointer.ts";

type BadResponse = Extract<Failure, { kind: "badResponse" }>;

/** The first field at fault, shared by a reader and those that read within its replies. */
interface Fault {
  found?: BadResponse;
}

/**
 * Reads values out of replies by their pointers. What is absent or null reads as `undefined`; what has the
 * wrong type does too, and is kept as the fault.
 */
export class FieldReader {
  readonly #replies: Replies;
  readonly #fault: Fault;

  constructor(replies: Replies, fault: Fault = {}) {
    this.#replies = replies;
    this.#fault = fault;
  }

  /** The first field that is missing or wrong. */
  get fault(): BadResponse | undefined {
    return this.#fault.found;
  }

  /** Reads within an element; the other replies stay in reach by name. */
  within(element: unknown): FieldReader {
    return new FieldReader(new Map([...this.#replies, ["", element]]), this.#fault);
  }

  /** As it stands in the reply: null is null. */
  raw(pointer: string): unknown {
    const parsed = parsePointer(pointer);
    return parsed && follow(this.#replies.get(parsed.name), parsed.steps);
  }

  list(pointer: string): readonly unknown[] | undefined {
    const value = this.raw(pointer) ?? undefined;
    if (value !== undefined && !Array.isArray(value)) this.blame(pointer, "wrongType");
    return Array.isArray(value) ? value : undefined;
  }

  /** A string, or what a number or boolean is written as; one without a letter counts as absent. */
  text(pointers: PointerAlternatives): string | undefined {
    const { value, pointer } = this.#first(pointers);
    if (value === undefined) return undefined;
    if (typeof value === "object" && !(value instanceof Numeral)) return this.blame(pointer, "wrongType");
    return String(value) || undefined;
  }

  /** ISO 8601 (no zone is UTC, a day alone is its beginning), or a Unix time in s, ms or µs by its size. */
  instant(pointers: PointerAlternatives): Instant | undefined {
    const { value, pointer } = this.#first(pointers);
    if (value === undefined || value === "") return undefined;
    const text = value instanceof Numeral || typeof value === "string" ? String(value) : "";
    const parsed = /^\d+(\.\d+)?$/.test(text)
      ? unixInstant(Number(text))
      : parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text);
    return parsed ?? this.blame(pointer, "wrongType");
  }

  amount(source: AmountSource): Amount | undefined {
    return this.#result(typeof source === "string" ? { value: source } : source);
  }

  holds({ at, is }: Condition): boolean {
    const value = this.raw(at);
    return is.some((wanted) => isSame(value, wanted));
  }

  /** Notes a field that is missing or wrong; the first one stays. */
  blame(pointer: string, reason: BadResponseReason): undefined {
    this.#fault.found ??= { kind: "badResponse", reason, field: toSingleLine(pointer) };
  }

  #result(calculation: Calculation): Amount | undefined {
    const start = calculation.sum ? this.#sum(calculation.sum) : this.#one(calculation.value ?? []);
    if (start === undefined) return undefined;
    let result = start;
    if (calculation.minus !== undefined) {
      const less = this.#one(calculation.minus);
      if (less === undefined) return undefined;
      result = minus(result, less);
    }
    if (calculation.divideBy !== undefined) result = dividedBy(result, calculation.divideBy);
    if (calculation.negate) result = negated(result);
    return calculation.unlessZero && result === zero ? undefined : result;
  }

  #sum(pointers: readonly string[]): Amount | undefined {
    const parts = pointers.flatMap((pointer) => this.#one(pointer) ?? []);
    return parts.length === 0 ? undefined : parts.reduce(plus);
  }

  #one(pointers: PointerAlternatives): Amount | undefined {
    const { value, pointer } = this.#first(pointers);
    if (value === undefined) return undefined;
    const parsed = amount.safeParse(value);
    if (parsed.success) return parsed.data;
    return this.blame(pointer, parsed.error.issues[0]?.message === "notFinite" ? "notFinite" : "wrongType");
  }

  #first(pointers: PointerAlternatives): { readonly value: unknown; readonly pointer: string } {
    for (const pointer of typeof pointers === "string" ? [pointers] : pointers) {
      const value = this.raw(pointer) ?? undefined;
      if (value !== undefined) return { value, pointer };
    }
    return { value: undefined, pointer: "" };
  }
}

const zero = amountOf("0");

function isSame(value: unknown, wanted: string | number | boolean | null): boolean {
  if (typeof wanted === "number" && (value instanceof Numeral || typeof value === "string")) {
    const parsed = amount.safeParse(value);
    return parsed.success && parsed.data === amount.safeParse(String(wanted)).data;
  }
  return (value instanceof Numeral ? value.source : value) === wanted;
}

/** The year 10000 has no form in ISO 8601 as APIs write it. */
const endOfTimeMs = Date.UTC(10_000, 0);

// Seconds stay below the first bound until the year 5138, and so do milliseconds below the second.
function unixInstant(value: number): Instant | undefined {
  const atMs = Math.floor(value < 1e11 ? value * 1000 : value < 1e14 ? value : value / 1000);
  return atMs < endOfTimeMs ? instantOf(atMs) : undefined;
}
