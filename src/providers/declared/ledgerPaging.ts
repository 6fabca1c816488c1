import { defined } from "../../core/common/defined.ts";
import type { PagingDefinition } from "../../core/requestDefinition.ts";
import { dayMs } from "../../core/time/durations.ts";
import type { FieldReader } from "./fieldReader.ts";
import type { TemplateValues } from "./template.ts";

/** What decides where the next older page is. */
export interface FetchedPage {
  readonly cursor: string | undefined;
  readonly count: number;
  readonly lastId: string | undefined;
  readonly fields: FieldReader;
  readonly nowMs: number;
}

/** The values of `{limit}`, `{cursor}`, `{page}`, `{offset}` and `{date}` for the page at a cursor. */
export function pageTemplateValues(
  paging: PagingDefinition | undefined,
  cursor: string | undefined,
  nowMs: number,
): TemplateValues {
  switch (paging?.by) {
    case undefined:
      return {};
    case "lastId":
    case "cursor":
      return defined({ limit: paging.size === undefined ? undefined : String(paging.size), cursor });
    case "page":
      return { limit: String(paging.size), page: cursor ?? String(paging.first ?? 1) };
    case "offset":
      return { limit: String(paging.size), offset: cursor ?? "0" };
    case "date":
      return { date: cursor ?? utcDay(nowMs) };
  }
}

/**
 * The cursor of the next older page; `null` at the end. An empty page that leads to itself is the end. A page with entries
 * that leads to itself proves no end: its cursor is given, and the walk over the pages finds the circle.
 */
export function nextCursor(paging: PagingDefinition | undefined, page: FetchedPage): string | null {
  const next = cursorAfter(paging, page) ?? null;
  return next === page.cursor && page.count === 0 ? null : next;
}

/** The cursor after this page, as the provider says it; it may be the one of this page. */
export function cursorAfter(
  paging: PagingDefinition | undefined,
  { cursor, count, lastId, fields, nowMs }: FetchedPage,
): string | null | undefined {
  switch (paging?.by) {
    case undefined:
      return null;
    case "lastId":
      return (paging.more ? fields.matches(paging.more) : count >= paging.size) ? lastId : null;
    case "cursor":
      return paging.more && !fields.matches(paging.more) ? null : fields.text(paging.next);
    case "page":
      return count >= paging.size ? String(Number(cursor ?? paging.first ?? 1) + 1) : null;
    case "offset":
      return count >= paging.size ? String(Number(cursor ?? 0) + count) : null;
    case "date": {
      const previousDayMs = Date.parse(cursor ?? utcDay(nowMs)) - dayMs;
      return previousDayMs >= nowMs - (paging.days + 1) * dayMs ? utcDay(previousDayMs) : null;
    }
  }
}

/** `2026-11-20`, in UTC. */
export function utcDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
