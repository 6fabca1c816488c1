import type { ShownBalances } from "./shownBalances.ts";

/** Prints the balances as a table, and the words that a screen reader gets. */
export function printBalances({ entries, spoken }: ShownBalances): void {
  const rows = entries.map((entry) => {
    const at = entry.lastIndexOf(" ");
    return [entry.slice(0, at), entry.slice(at + 1)] as const;
  });
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log("\nThe status bar shows:");
  for (const [name, amount] of rows) console.log(`  ${name.padEnd(width)}  ${amount.padStart(12)}`);
  console.log(`A screen reader says:\n  ${spoken}\n`);
}
