import { html, type TemplateResult } from "lit";
import type { LedgerOrder } from "../../core/ledger/ledgerQuery.ts";
import type { Screen } from "../app/screen.ts";

/** The header row: the names of the columns, and which way the time runs. */
export function gridHead({ words }: Screen, order: LedgerOrder): TemplateResult {
  const { time, type, amount, balanceAfter, description, reference } = words.ledger;
  const sort = order === "newest" ? "descending" : "ascending";
  return html`<div role="rowgroup" class="grid-head">
    <div role="row" class="row" aria-rowindex="1">
      <div role="columnheader" class="time" aria-sort=${sort}>${time}</div>
      <div role="columnheader" class="type">${type}</div>
      <div role="columnheader" class="amount">${amount}</div>
      <div role="columnheader" class="amount after">${balanceAfter}</div>
      <div role="columnheader" class="description">${description}</div>
      <div role="columnheader" class="reference">${reference}</div>
    </div>
  </div>`;
}
