import * as z from "zod/mini";
import { type Outcome, success } from "../../../core/readings/outcome.ts";
import type { Detail } from "../../../core/readings/snapshot.ts";
import { amount, text } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import { type OptionalFields, readOptionalFields } from "../../http/readOptionalFields.ts";
import { sendWithBearer } from "../../http/sendRequest.ts";
import type { AccountContext } from "../../provider.ts";
import { parseError, unwrapData } from "./reply.ts";

/** The shape of the subscription is not documented: text and the usual objects are read. */
const subscriptionSchema = z.union([
  text,
  z.object({ plan: z.optional(text), name: z.optional(text), status: z.optional(text) }),
]);

/** Usage is not read here: the usage section requests it. */
const summarySchema = z.record(z.string(), z.unknown());

const optionalSchemas = { email: text, subscription: subscriptionSchema, total_requests_all_time: amount };

type Summary = OptionalFields<typeof optionalSchemas>;

export async function readSummary(context: AccountContext): Promise<Outcome<readonly Detail[]>> {
  const reply = await sendWithBearer(context, "/auth/account/summary", { parseError });
  if (!reply.ok) return reply;
  const body = unwrapData(reply.value.body);
  const fields = readFields(summarySchema, body);
  return fields.ok ? success(detailsOf(readOptionalFields(body, [], optionalSchemas, context))) : fields;
}

function detailsOf(summary: Summary): Detail[] {
  const details: Detail[] = [];
  const subscription = subscriptionText(summary.subscription);
  if (subscription) details.push({ label: "subscription", value: { kind: "text", text: subscription } });
  const total = summary.total_requests_all_time;
  if (total) details.push({ label: "requestsAllTime", value: { kind: "count", count: total } });
  if (summary.email) details.push({ label: "email", value: { kind: "text", text: summary.email } });
  return details;
}

function subscriptionText(value: Summary["subscription"]): string {
  if (typeof value !== "object") return value ?? "";
  return [value.plan ?? value.name, value.status].filter((part) => part !== undefined).join(", ");
}
