import { type Amount, amountOf, plus } from "../../../src/core/money/amount.ts";
import { credits } from "../../../src/core/money/unit.ts";
import type { PanelEntry } from "../../../src/protocol/panelState.ts";

const texts = [
  "Enrichment batch {0}, 5 contacts",
  "Company search, {0} results",
  "Contact reveal",
  "Export of list {0} to the warehouse",
] as const;

/** `count` entries of every type and source, newest first, some minutes apart. */
export function ledgerOf(count: number, endMs: number): readonly PanelEntry[] {
  let balance = amountOf(String(count * 20));
  const entries = Array.from({ length: count }, (_, index): PanelEntry => {
    const atMs = endMs - (count - index) * 431_000;
    const amount = amountAt(index);
    balance = plus(balance, amount);
    const base = { meterId: "balance", unit: credits, amount, balanceAfter: balance, atMs };
    if (index % 7 === 5) {
      const description = "Observed between 18:37 and 18:42";
      const type = amount.startsWith("-") ? "debit" : "credit";
      return { ...base, id: `seen-${index}`, source: "observed", type, description, sinceMs: atMs - 300_000 };
    }
    const reference = index % 50 === 0 ? `pay_${index.toString(16)}` : `job_${index}`;
    return {
      ...base,
      id: `entry-${index}`,
      source: "provider",
      type: index % 50 === 0 ? "credit" : index % 23 === 0 ? "adjustment" : "debit",
      description: index % 50 === 0 ? "Top-up" : describe(index),
      reference,
      metadata: `{"batch":${index},"rate":0.12500000000000000001,"tags":["a","b"]}`,
    };
  });
  return entries.reverse();
}

function describe(index: number): string {
  return (texts[index % texts.length] ?? "").replace("{0}", String(index));
}

function amountAt(index: number): Amount {
  if (index % 50 === 0) return amountOf("2000");
  if (index % 23 === 0) return amountOf("0.125");
  return amountOf(`-${(index * 7) % 40}.${(index % 4) * 25}1`);
}
