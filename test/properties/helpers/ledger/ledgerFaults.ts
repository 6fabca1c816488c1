import type { ModelReply } from "./ledgerModel.ts";

/**
 * How a page contradicts others. `total`: another number of entries. `circle`: the cursor of an earlier page. `stuck`: the
 * newest page whatever is asked for. `equalIds`: an id twice with two amounts. `order`: the entries upside down. `empty`: no
 * entries.
 */
export const faults = [
  "none",
  "none",
  "none",
  "total",
  "circle",
  "stuck",
  "equalIds",
  "order",
  "empty",
] as const;

export type LedgerFault = (typeof faults)[number];

export interface FaultyPage {
  readonly reply: ModelReply;
  /** The cursor of the page, and that of a page above. */
  readonly cursor: string | undefined;
  readonly newest: ModelReply | undefined;
  /** A smaller total is told from the end of the ledger only where more entries are known. */
  readonly minTotal: number;
  readonly random: () => number;
}

export function withFault(
  fault: LedgerFault,
  { reply, cursor, newest, minTotal, random }: FaultyPage,
): ModelReply {
  switch (fault) {
    case "none":
      return reply;
    case "total":
      return { ...reply, total: minTotal + Math.floor(random() * 60) };
    case "circle":
      return reply.next !== undefined && cursor !== undefined ? { ...reply, next: cursor } : reply;
    case "stuck":
      return newest ?? reply;
    case "equalIds": {
      const [first] = reply.items;
      return first ? { ...reply, items: [...reply.items, { ...first, amount: first.amount - 7 }] } : reply;
    }
    case "order":
      return { ...reply, items: reply.items.toReversed() };
    case "empty":
      return { ...reply, items: [] };
  }
}
