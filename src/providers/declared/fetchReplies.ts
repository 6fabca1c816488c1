import type { ProviderDefinition, RequestDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { AccountContext } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import type { Replies } from "./jsonPointer.ts";
import { sendDeclaredRequest } from "./sendDeclaredRequest.ts";
import { isParameterValue, type TemplateValues } from "./template.ts";

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
    if (request.fill && Object.keys(request.fill).every((name) => Object.hasOwn(values, name))) continue;
    const reply = await sendDeclaredRequest(context, definition, request, { values });
    if (!reply.ok) {
      if (request.optional && reply.failure.kind !== "rateLimited") continue;
      return reply;
    }
    replies.set(request.name ?? "", reply.value.body);
    const filled = readParameters(reply.value.body, definition, request);
    if (!filled.ok) return filled;
    values = { ...filled.value, ...values };
  }
  return success(replies);
}

/** The parameters that a reply gives. They follow the same rules as those in the settings. */
function readParameters(
  body: unknown,
  { parameters = {} }: ProviderDefinition,
  { fill = {} }: RequestDefinition,
): Outcome<TemplateValues> {
  const fields = new FieldReader(new Map([["", body]]));
  const values: Record<string, string> = {};
  for (const [name, pointer] of Object.entries(fill)) {
    const value = fields.text(pointer) ?? fields.reportFault(pointer, "missingField");
    if (value !== undefined && isParameterValue(value, parameters[name] ?? {})) values[name] = value;
    else fields.reportFault(pointer, "wrongType");
  }
  return fields.fault ? failed(fields.fault) : success(values);
}
