import type { PagingDefinition } from "../../core/providerDefinition.ts";
import type { FieldReader } from "./fieldReader.ts";
import type { Values } from "./template.ts";

const dayMs = 86_400_000;

/** What a page came with, to find the next older one by. */
export interface SeenPage {
  readonly cursor: string | undefined;
  readonly count: number;
  readonly lastId: string | undefined;
  readonly fields: FieldReader;
  readonly nowMs: number;
}

/** What `{limit}`, `{cursor}`, `{page}`, `{offset}` and `{date}` stand for on the page at a cursor. */
export function pageValues(
  paging: PagingDefinition | undefined,
  cursor: string | undefined,
  nowMs: number,
): Values {
  switch (paging?.by) {
    case undefined:
      return {};
    case "lastId":
    case "cursor":
      return { limit: String(paging.size), ...(cursor === undefined ? {} : { cursor }) };
    case "page":
      return { limit: String(paging.size), page: cursor ?? String(paging.first ?? 1) };
    case "offset":
      return { limit: String(paging.size), offset: cursor ?? "0" };
    case "date":
      return { date: cursor ?? dayOf(nowMs - dayMs) };
  }
}

/** The cursor of the next older page; `null` at the end. */
export function nextCursor(paging: PagingDefinition | undefined, page: SeenPage): string | null {
  const next = cursorAfter(paging, page) ?? null;
  // A provider that hands back the same cursor would be asked for ever.
  return next === page.cursor ? null : next;
}

function cursorAfter(
  paging: PagingDefinition | undefined,
  { cursor, count, lastId, fields, nowMs }: SeenPage,
): string | null | undefined {
  switch (paging?.by) {
    case undefined:
      return null;
    case "lastId":
      return (paging.more ? fields.holds(paging.more) : count >= paging.size) ? lastId : null;
    case "cursor":
      return fields.text(paging.next);
    case "page":
      return count >= paging.size ? String(Number(cursor ?? paging.first ?? 1) + 1) : null;
    case "offset":
      return count >= paging.size ? String(Number(cursor ?? 0) + count) : null;
    case "date": {
      const before = Date.parse(cursor ?? dayOf(nowMs - dayMs)) - dayMs;
      return before >= nowMs - (paging.days + 1) * dayMs ? dayOf(before) : null;
    }
  }
}

export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
