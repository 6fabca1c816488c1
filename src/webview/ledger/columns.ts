import type { LedgerOrder } from "../../core/ledger/ledgerEntry.ts";
import { minus } from "../../core/money/amount.ts";
import type { PanelEntry } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText, signedText } from "../text/amountText.ts";
import { formatMessage } from "../text/formatMessage.ts";
import { dateTimeText } from "../text/timeText.ts";

/** A column of the ledger grid. Its title is the text of that key in the ledger's strings. */
export interface LedgerColumn {
  readonly key: "time" | "type" | "amount" | "balanceAfter" | "description" | "reference";
  readonly cell: (context: RenderContext, entry: PanelEntry) => string;
  /** Amounts are aligned at the decimal point. Untrusted text is truncated, and isolated from the text around it. */
  readonly content: "text" | "amount" | "untrusted";
  /** The track of the CSS grid. */
  readonly width: string;
  /** The same below 900 pixels; a column without it is left out there. */
  readonly narrowWidth?: string;
  /** Where the cell stands below 680 pixels, where a row has two lines; `unplaced`: for screen readers only. */
  readonly place: "top-start" | "top-end" | "bottom-start" | "bottom-end" | "unplaced";
  readonly isDim?: boolean;
  readonly isGain?: (context: RenderContext, entry: PanelEntry) => boolean;
  /** What is to be noted about the value; most values need no note. */
  readonly note?: (context: RenderContext, entry: PanelEntry) => string | undefined;
  /** The orders of the rows by this column, that of the first choice first. */
  readonly orders?: { readonly descending: LedgerOrder; readonly ascending: LedgerOrder };
}

/**
 * The columns of the ledger grid, in their order. The header, the rows, `aria-colcount`, the widths and the places
 * in a narrow panel are all made from this table.
 */
export const ledgerColumns: readonly LedgerColumn[] = [
  {
    key: "time",
    cell: (context, { atMs }) => dateTimeText(context, atMs),
    content: "text",
    isDim: true,
    orders: { descending: "newest", ascending: "oldest" },
    width: "124px",
    narrowWidth: "120px",
    place: "bottom-start",
  },
  {
    key: "type",
    cell: ({ strings }, { type }) => strings.ledger.types[type],
    content: "text",
    width: "76px",
    narrowWidth: "78px",
    place: "unplaced",
  },
  {
    key: "amount",
    cell: (context, { amount, unit }) => signedText(context, amount, unit),
    content: "amount",
    orders: { descending: "highest", ascending: "lowest" },
    isGain: ({ hideAmounts }, { amount }) => !hideAmounts && !amount.startsWith("-"),
    width: "minmax(96px, 112px)",
    narrowWidth: "minmax(84px, 120px)",
    place: "top-end",
  },
  {
    key: "balanceAfter",
    // Where it cannot be computed, what the provider says of it is shown.
    cell: (context, { runningBalance, balanceAfter = runningBalance, unit }) =>
      balanceAfter === undefined ? "" : amountText(context, runningBalance ?? balanceAfter, unit),
    note: balanceNote,
    content: "amount",
    width: "minmax(104px, 124px)",
    narrowWidth: "minmax(92px, 130px)",
    place: "bottom-end",
  },
  {
    key: "description",
    cell: (_context, { description }) => description,
    content: "untrusted",
    width: "minmax(0, 1fr)",
    narrowWidth: "minmax(0, 1fr)",
    place: "top-start",
  },
  {
    key: "reference",
    cell: ({ strings }, { source, reference }) =>
      reference ?? (source === "observed" ? strings.ledger.sources.observed : ""),
    content: "untrusted",
    isDim: true,
    width: "minmax(0, 140px)",
    place: "unplaced",
  },
];

/** Where the provider's balance after an entry is another than the computed one: what it says, and the difference. */
export function balanceNote(
  context: RenderContext,
  { source, runningBalance, balanceAfter, unit }: PanelEntry,
): string | undefined {
  if (source !== "provider" || runningBalance === undefined || balanceAfter === undefined) return undefined;
  if (runningBalance === balanceAfter) return undefined;
  return formatMessage(
    context.strings.ledger.differs,
    amountText(context, balanceAfter, unit),
    signedText(context, minus(balanceAfter, runningBalance), unit),
  );
}

/** The CSS variables of the grid: the widths of the columns in a wide and in a narrow panel. */
export const columnWidths = [
  `--columns: ${ledgerColumns.map(({ width }) => width).join(" ")}`,
  `--narrow-columns: ${ledgerColumns.flatMap(({ narrowWidth = [] }) => narrowWidth).join(" ")}`,
].join("; ");

/** The CSS classes of a column's cells. */
export function cellClasses({ key, content, place, narrowWidth, isDim }: LedgerColumn): string {
  return `${key} ${content} ${place}${narrowWidth ? "" : " wide-only"}${isDim ? " dim" : ""}`;
}
