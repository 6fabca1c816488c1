import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { FillSource, RequestDefinition } from "../../core/requestDefinition.ts";
import { createRedactor } from "../http/redact.ts";
import type { AccountContext } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import type { Replies } from "./jsonPointer.ts";
import { sendPages } from "./sendPages.ts";
import { isParameterValue, placeholderNames, type TemplateValues } from "./template.ts";

/**
 * Sends the requests of a definition one after the other. A failed optional request is skipped, except when the
 * provider is rate limiting: its wait has to be respected.
 */
export async function fetchReplies(
  context: AccountContext,
  definition: ProviderDefinition,
  initialValues: TemplateValues,
): Promise<Outcome<Replies>> {
  const replies = new Map<string, unknown>();
  let values = initialValues;
  for (const request of definition.requests) {
    const name = request.name ?? "";
    const isSet = (parameter: string) => Object.hasOwn(values, parameter);
    if (request.fill && Object.keys(request.fill).every(isSet)) continue;
    const reply = request.forEach
      ? await sendForEach(context, definition, request, { values, replies })
      : await sendPages(context, definition, request, values);
    if (!reply.ok) {
      if (request.optional && reply.failure.kind !== "rateLimited") continue;
      return reply;
    }
    replies.set(name, reply.value.body);
    replies.set(`${name}@`, headerRecord(reply.value.headers, context.secret));
    const filled = readParameters(reply.value.body, definition, request);
    if (!filled.ok) return filled;
    values = { ...filled.value, ...values };
  }
  return success(replies);
}

/** The values that an address needs, with the parameters that earlier requests of the definition give. */
export async function fillParameters(
  context: AccountContext,
  definition: ProviderDefinition,
  initialValues: TemplateValues,
  { path, query, body }: Pick<RequestDefinition, "path" | "query" | "body">,
): Promise<Outcome<TemplateValues>> {
  const needed = [path, ...Object.values(query ?? {}), ...Object.values(body ?? {})].flatMap(
    placeholderNames,
  );
  let values = initialValues;
  for (const request of definition.requests) {
    const names = Object.keys(request.fill ?? {});
    if (!names.some((name) => needed.includes(name) && !Object.hasOwn(values, name))) continue;
    const reply = await sendPages(context, definition, request, values);
    if (!reply.ok) return reply;
    const filled = readParameters(reply.value.body, definition, request);
    if (!filled.ok) return filled;
    values = { ...filled.value, ...values };
  }
  return success(values);
}

/** More elements are more requests than a reading may cost. */
const maxLoops = 10;

/** Sends a request for each element of an earlier reply. The body is the array of the replies' bodies. */
async function sendForEach(
  context: AccountContext,
  definition: ProviderDefinition,
  request: RequestDefinition,
  { values, replies }: { readonly values: TemplateValues; readonly replies: Replies },
): ReturnType<typeof sendPages> {
  const { list, fill } = request.forEach ?? { list: "", fill: {} };
  const loops: TemplateValues[] = [];
  if (Object.keys(fill).every((parameter) => Object.hasOwn(values, parameter))) loops.push({});
  else {
    const fields = new FieldReader(replies);
    const elements = fields.list(list) ?? fields.reportFault(list, "missingField") ?? [];
    for (const element of elements.slice(0, maxLoops)) {
      const filled = readParameters(element, definition, { fill });
      if (!filled.ok) return filled;
      loops.push(filled.value);
    }
    if (elements.length > maxLoops) context.onIgnoredFields?.([`${list}/${maxLoops}`]);
    if (fields.fault) return failed(fields.fault);
  }
  const bodies: unknown[] = [];
  let headers = new Headers();
  for (const loop of loops) {
    const reply = await sendPages(context, definition, request, { ...values, ...loop });
    if (!reply.ok) return reply;
    bodies.push(reply.value.body);
    headers = reply.value.headers;
  }
  return success({ body: bodies, headers });
}

/** The parameters that a reply gives. They follow the same rules as those in the settings. */
function readParameters(
  body: unknown,
  { parameters = {} }: ProviderDefinition,
  { fill = {} }: { readonly fill?: Readonly<Record<string, FillSource>> },
): Outcome<TemplateValues> {
  const fields = new FieldReader(new Map([["", body]]));
  const values: Record<string, string> = {};
  for (const [name, source] of Object.entries(fill)) {
    const { at, removePrefix = "" } = typeof source === "string" ? { at: source } : source;
    const text = fields.text(at) ?? fields.reportFault(at, "missingField");
    const value = text?.startsWith(removePrefix) ? text.slice(removePrefix.length) : text;
    if (value !== undefined && isParameterValue(value, parameters[name] ?? {})) values[name] = value;
    else fields.reportFault(at, "wrongType");
  }
  return fields.fault ? failed(fields.fault) : success(values);
}

function headerRecord(headers: Headers, secret: string): Readonly<Record<string, string>> {
  const redact = createRedactor([secret]);
  return Object.fromEntries([...headers].map(([name, value]) => [name, redact(value)]));
}
