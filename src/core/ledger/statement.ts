import { type Amount, abs, amountOf, compare, minus, plus } from "../money/amount.ts";
import { Total } from "../money/total.ts";
import type { Unit } from "../money/unit.ts";
import { hourMs } from "../time/durations.ts";
import { entryEndpoint } from "./entryEndpoint.ts";
import type { LedgerRow } from "./ledgerEntry.ts";

/** A balance, and the last instant at which it was known to be that, in epoch milliseconds. */
export interface KnownBalance {
  readonly amount: Amount;
  readonly asOfMs: number;
}

export const statementSections = ["in", "out", "adjustments", "unexplained"] as const;

export type StatementSection = (typeof statementSections)[number];

/** `endpoint`: what the metadata of an entry name, else its description. */
export const statementGroupings = ["endpoint", "description"] as const;

export type StatementGrouping = (typeof statementGroupings)[number];

/**
 * What the entries of a line have in common: a text of the provider, or why they were observed. `break`: the balance
 * became another without an entry, because the account has another source or was unlimited for a time. `other`: smaller
 * lines together.
 */
export type StatementLabel = { readonly text: string } | { readonly kind: StatementLabelKind };

export const statementLabelKinds = [
  "observed",
  "reset",
  "limit",
  "window",
  "returned",
  "notBooked",
  "unexplained",
  "break",
  "other",
  "unnamed",
] as const;

export type StatementLabelKind = (typeof statementLabelKinds)[number];

/** Entries with one description, or from one endpoint. */
export interface StatementLine {
  readonly label: StatementLabel;
  /** Signed by its effect on the balance. */
  readonly amount: Amount;
  readonly entries: number;
}

export interface StatementGroup {
  readonly total: Amount;
  readonly entries: number;
  /** The largest amount first. */
  readonly lines: readonly StatementLine[];
}

/**
 * The movements of one meter in a range of time. Where both balances are known, opening balance plus the totals is the
 * closing balance, exactly. A balance that cannot be known is absent.
 */
export interface MeterStatement extends Readonly<Record<StatementSection, StatementGroup>> {
  readonly meterId: string;
  readonly unit: Unit;
  readonly opening?: KnownBalance;
  readonly closing?: KnownBalance;
}

/** A balance that was known last at another time than its own is told with that time. */
const nearMs = hourMs;

/** When a balance at an instant was known last, if that is to be told; `atMs` is absent at the ends of the history. */
export function toldAsOfMs(
  { asOfMs }: KnownBalance,
  atMs: number | undefined,
  nowMs: number,
): number | undefined {
  const wantedMs = Math.min(atMs ?? nowMs, nowMs);
  return atMs !== undefined && Math.abs(wantedMs - asOfMs) <= nearMs ? undefined : asOfMs;
}

/** More descriptions than anybody reads; those that come later are added up. */
const maxLines = 1000;

/** Adds up the movements of one meter. */
export class StatementBuilder {
  readonly #meter: Pick<MeterStatement, "meterId" | "unit">;
  readonly #grouping: StatementGrouping;
  readonly #sections = {
    in: new Lines(),
    out: new Lines(),
    adjustments: new Lines(),
    unexplained: new Lines(),
  } satisfies Record<StatementSection, Lines>;

  constructor(meter: Pick<MeterStatement, "meterId" | "unit">, grouping: StatementGrouping) {
    this.#meter = meter;
    this.#grouping = grouping;
  }

  add(row: LedgerRow): void {
    this.#sections[sectionOf(row)].add(labelOf(row, this.#grouping), row.amount, 1);
  }

  finish(opening: KnownBalance | undefined, closing: KnownBalance | undefined): MeterStatement {
    if (opening && closing) {
      const totals = statementSections.map((section) => this.#sections[section].total);
      const rest = minus(minus(closing.amount, opening.amount), totals.reduce(plus));
      if (rest !== "0") this.#sections.unexplained.add({ kind: "break" }, rest, 0);
    }
    return {
      ...this.#meter,
      ...(opening ? { opening } : {}),
      in: this.#sections.in.group(),
      out: this.#sections.out.group(),
      adjustments: this.#sections.adjustments.group(),
      unexplained: this.#sections.unexplained.group(),
      ...(closing ? { closing } : {}),
    };
  }
}

/** The largest lines, and all others as one. */
export function shortened(lines: readonly StatementLine[], max: number): readonly StatementLine[] {
  if (lines.length <= max) return lines;
  const shown = lines.slice(0, max - 1);
  const others = lines.slice(max - 1);
  const amount = others.reduce((sum, line) => plus(sum, line.amount), zero);
  const entries = others.reduce((sum, line) => sum + line.entries, 0);
  return [...shown, { label: { kind: "other" }, amount, entries }];
}

const zero = amountOf("0");

function sectionOf({ booking, type }: LedgerRow): StatementSection {
  if (booking !== undefined) return "unexplained";
  if (type === "adjustment") return "adjustments";
  return type === "credit" ? "in" : "out";
}

function labelOf(row: LedgerRow, grouping: StatementGrouping): StatementLabel {
  if (row.source === "observed") return { kind: row.booking ?? row.cause ?? "observed" };
  const text = (grouping === "endpoint" ? entryEndpoint(row.metadata) : undefined) ?? row.description.trim();
  return text === "" ? { kind: "unnamed" } : { text };
}

class Lines {
  readonly #lines = new Map<
    string,
    { readonly label: StatementLabel; readonly total: Total; entries: number }
  >();
  readonly #total = new Total();
  #entries = 0;

  get total(): Amount {
    return this.#total.amount;
  }

  add(label: StatementLabel, amount: Amount, entries: number): void {
    this.#total.add(amount);
    this.#entries += entries;
    const key = "text" in label ? `text ${label.text}` : label.kind;
    const isNew = !this.#lines.has(key);
    if (isNew && this.#lines.size >= maxLines && "text" in label) {
      this.#addTo("other", { kind: "other" }, amount, entries);
    } else this.#addTo(key, label, amount, entries);
  }

  group(): StatementGroup {
    const lines = [...this.#lines.values()]
      .map(({ label, total, entries }) => ({ label, amount: total.amount, entries }))
      .sort((a, b) => compare(abs(b.amount), abs(a.amount)));
    return { total: this.total, entries: this.#entries, lines };
  }

  #addTo(key: string, label: StatementLabel, amount: Amount, entries: number): void {
    const line = this.#lines.get(key) ?? { label, total: new Total(), entries: 0 };
    line.total.add(amount);
    line.entries += entries;
    this.#lines.set(key, line);
  }
}
