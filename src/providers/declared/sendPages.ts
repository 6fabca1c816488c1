import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { RequestDefinition } from "../../core/requestDefinition.ts";
import { isRecord } from "../http/exactJson.ts";
import type { JsonReply } from "../http/jsonClient.ts";
import type { AccountContext } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import { parsePointer } from "./jsonPointer.ts";
import { cursorAfter, pageTemplateValues } from "./ledgerPaging.ts";
import { sendDeclaredRequest } from "./sendDeclaredRequest.ts";
import type { TemplateValues } from "./template.ts";

type ReplyContent = Pick<JsonReply, "body" | "headers">;

const defaultMaxPages = 10;

/**
 * Sends a request of a reading, or its fallback, and joins the arrays of all of its pages in the first reply. Pages
 * beyond the maximum are a failure: a part of a sum is not the sum.
 */
export async function sendPages(
  context: AccountContext,
  definition: ProviderDefinition,
  request: RequestDefinition,
  values: TemplateValues,
): Promise<Outcome<ReplyContent>> {
  const { pages } = request;
  if (!pages) return sendWithFallback(context, definition, request, values);
  const { nowMs } = context;
  const pointer = parsePointer(pages.list);
  const items: unknown[] = [];
  let firstPage: ReplyContent | undefined;
  let cursor: string | undefined;
  for (let page = 0; page < (pages.max ?? defaultMaxPages); page += 1) {
    const reply = await sendWithFallback(context, definition, request, {
      ...values,
      ...pageTemplateValues(pages, cursor, nowMs),
    });
    if (!reply.ok) return reply;
    firstPage ??= reply.value;
    const fields = new FieldReader(new Map([["", reply.value.body]]));
    const list = fields.list(pages.list);
    if (fields.fault) return failed(fields.fault);
    for (const item of list ?? []) items.push(item);
    const next = cursorAfter(pages, { cursor, count: list?.length ?? 0, lastId: undefined, fields, nowMs });
    if (next === null || next === undefined) {
      const isSinglePage = page === 0;
      const body = isSinglePage ? firstPage.body : withList(firstPage.body, pointer?.tokens ?? [], items);
      return success({ ...firstPage, body });
    }
    if (next === cursor) break;
    cursor = next;
  }
  return failed({ kind: "badResponse", reason: "tooMany", field: pages.list });
}

/** The first page with the items of all pages in place of its own. */
function withList(body: unknown, tokens: readonly string[], items: readonly unknown[]): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return items;
  return isRecord(body) ? { ...body, [token]: withList(body[token], rest, items) } : body;
}

const defaultFallbackStatuses = [404, 410];

async function sendWithFallback(
  context: AccountContext,
  definition: ProviderDefinition,
  request: RequestDefinition,
  values: TemplateValues,
): Promise<Outcome<JsonReply>> {
  const reply = await sendDeclaredRequest(context, definition, request, { values });
  const { fallback } = request;
  if (reply.ok || !fallback) return reply;
  const { status } = { status: undefined, ...reply.failure };
  const isExpected = status !== undefined && (fallback.on ?? defaultFallbackStatuses).includes(status);
  // The name of the request decides whether `success` is held against the reply.
  const { name } = request;
  const replacement = { ...fallback, ...(name === undefined ? {} : { name }) };
  return isExpected ? sendDeclaredRequest(context, definition, replacement, { values }) : reply;
}
