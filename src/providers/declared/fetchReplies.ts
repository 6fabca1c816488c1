import type { ProviderDefinition, RequestDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Access } from "../provider.ts";
import { FieldReader } from "./fieldReader.ts";
import type { Replies } from "./jsonPointer.ts";
import { askDeclared } from "./request.ts";
import type { Values } from "./template.ts";
import { isParameterValue } from "./template.ts";

/** Sends the requests of a definition, one after the other; an optional one may fail, but not in vain ask to wait. */
export async function collectReplies(
  access: Access,
  definition: ProviderDefinition,
  given: Values,
): Promise<Outcome<Replies>> {
  const replies = new Map<string, unknown>();
  let values = given;
  for (const request of definition.requests) {
    if (request.fill && Object.keys(request.fill).every((name) => Object.hasOwn(values, name))) continue;
    const reply = await askDeclared(access, definition, request, { values });
    if (!reply.ok) {
      if (request.optional && reply.failure.kind !== "rateLimited") continue;
      return reply;
    }
    replies.set(request.name ?? "", reply.value.body);
    const filled = fillFrom(reply.value.body, definition, request);
    if (!filled.ok) return filled;
    values = { ...filled.value, ...values };
  }
  return success(replies);
}

/** The parameters that a reply tells, held to the same rules as those that a person gives. */
function fillFrom(
  body: unknown,
  { parameters = {} }: ProviderDefinition,
  { fill = {} }: RequestDefinition,
): Outcome<Values> {
  const fields = new FieldReader(new Map([["", body]]));
  const values: Record<string, string> = {};
  for (const [name, pointer] of Object.entries(fill)) {
    const value = fields.text(pointer) ?? fields.blame(pointer, "missingField");
    if (value !== undefined && isParameterValue(value, parameters[name] ?? {})) values[name] = value;
    else fields.blame(pointer, "wrongType");
  }
  return fields.fault ? failed(fields.fault) : success(values);
}
