import type { AmountSource, Condition, PointerAlternatives } from "../../core/definitionValues.ts";
import type { Amount } from "../../core/money/amount.ts";
import type { BadResponseReason, Failure } from "../../core/readings/failure.ts";
import type { Instant } from "../../core/time/instant.ts";
import { toSingleLine } from "../http/errorDetails.ts";
import { Numeral } from "../http/exactJson.ts";
import { parseReplyDate } from "../http/replyDate.ts";
import { type Absent, calculate, isAbsent } from "./calculate.ts";
import { isTrue } from "./conditions.ts";
import { parsePointer, type Replies, resolvePointer } from "./jsonPointer.ts";

type BadResponse = Extract<Failure, { kind: "badResponse" }>;

/** What a reader and the readers of its elements have found wrong. */
interface Findings {
  /** The first missing or wrong field that the reading needs. */
  fault?: BadResponse;
  /** Fields that the reading does without because of their type. */
  readonly ignored: Set<string>;
}

const maxIgnored = 20;

/**
 * Reads values from replies by pointer. An absent value, null and an absent pointer give `undefined`. A value of
 * the wrong type gives `undefined` too and is reported as the fault.
 */
export class FieldReader {
  readonly #replies: Replies;
  readonly #root: unknown;
  readonly #findings: Findings;
  /** The HTTP status of an error reply. */
  readonly httpStatus: number | undefined;

  constructor(
    replies: Replies,
    options: {
      readonly root?: unknown;
      readonly findings?: Findings;
      readonly httpStatus?: number | undefined;
    } = {},
  ) {
    this.#replies = replies;
    this.#root = "root" in options ? options.root : replies.get("");
    this.#findings = options.findings ?? { ignored: new Set() };
    this.httpStatus = options.httpStatus;
  }

  /** The first missing or wrong field. */
  get fault(): BadResponse | undefined {
    return this.#findings.fault;
  }

  /** Pointers to optional fields of the wrong type, at most 20. */
  get ignored(): readonly string[] {
    return [...this.#findings.ignored];
  }

  /** A reader of one element of an array. The replies of named requests can still be read. */
  within(element: unknown): FieldReader {
    return new FieldReader(this.#replies, { root: element, findings: this.#findings });
  }

  /** A reader of the whole replies, for a reader of an element. */
  atReply(): FieldReader {
    return new FieldReader(this.#replies, { findings: this.#findings });
  }

  /** Reads something that the reading can do without: what is wrong with it is only noted. */
  optional<T>(read: (fields: FieldReader) => T | undefined): T | undefined {
    const findings: Findings = { ignored: this.#findings.ignored };
    const value = read(new FieldReader(this.#replies, { root: this.#root, findings }));
    if (!findings.fault) return value;
    if (findings.ignored.size < maxIgnored) findings.ignored.add(findings.fault.field ?? "");
    return undefined;
  }

  /** The value as the reply has it; null stays null. */
  raw(pointer: string): unknown {
    const parsed = parsePointer(pointer);
    if (!parsed) return undefined;
    return resolvePointer(parsed.name === "" ? this.#root : this.#replies.get(parsed.name), parsed.tokens);
  }

  list(pointer: string): readonly unknown[] | undefined {
    const value = this.raw(pointer) ?? undefined;
    if (value !== undefined && !Array.isArray(value)) this.reportFault(pointer, "wrongType");
    return Array.isArray(value) ? value : undefined;
  }

  /**
   * The elements of an array, or of the arrays within its elements, at most about `max`. `undefined` without the outermost
   * array.
   */
  elements(pointers: PointerAlternatives, max: number): readonly unknown[] | undefined {
    const [first = "", ...inner] = typeof pointers === "string" ? [pointers] : pointers;
    let elements = this.list(first);
    for (const pointer of inner) {
      const found: unknown[] = [];
      for (const element of elements?.slice(0, max) ?? []) {
        if (found.length >= max) break;
        for (const part of this.within(element).list(pointer) ?? []) found.push(part);
      }
      elements = elements && found;
    }
    return elements;
  }

  /** A string, or the text of a number or boolean. An empty string counts as absent. */
  text(pointers: PointerAlternatives = []): string | undefined {
    const { value, pointer } = this.#firstValue(pointers);
    if (value === undefined) return undefined;
    if (typeof value === "object" && !(value instanceof Numeral))
      return this.reportFault(pointer, "wrongType");
    return String(value) || undefined;
  }

  /** A date in any form that `parseReplyDate` reads. One that means never gives `undefined`. */
  instant(pointers: PointerAlternatives = [], parse = parseReplyDate): Instant | undefined {
    const { value, pointer } = this.#firstValue(pointers);
    if (value === undefined || value === "") return undefined;
    const text = value instanceof Numeral || typeof value === "string" ? String(value) : "";
    const parsed = parse(text);
    return parsed === undefined ? this.reportFault(pointer, "wrongType") : (parsed ?? undefined);
  }

  amount(source: AmountSource | undefined): Amount | undefined {
    const result = source === undefined ? undefined : calculate(source, this);
    return isAbsent(result) ? undefined : result;
  }

  /** The amount, or which value of the calculation is absent. */
  calculate(source: AmountSource): Amount | Absent {
    return calculate(source, this);
  }

  matches(condition: Condition): boolean {
    return isTrue(condition, this);
  }

  /** Reports a missing or wrong field. Only the first one is kept. */
  reportFault(pointer: string, reason: BadResponseReason): undefined {
    this.#findings.fault ??= {
      kind: "badResponse",
      reason,
      ...(pointer === "" ? {} : { field: toSingleLine(pointer) }),
    };
  }

  #firstValue(pointers: PointerAlternatives): { readonly value: unknown; readonly pointer: string } {
    for (const pointer of typeof pointers === "string" ? [pointers] : pointers) {
      const value = this.raw(pointer) ?? undefined;
      if (value !== undefined) return { value, pointer };
    }
    return { value: undefined, pointer: "" };
  }
}
