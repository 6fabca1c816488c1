import * as z from "zod/mini";
import { type Outcome, success } from "../../../core/readings/outcome.ts";
import type { Detail } from "../../../core/readings/snapshot.ts";
import { amount, text } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import { sendWithBearer } from "../../http/sendRequest.ts";
import type { AccountContext } from "../../provider.ts";
import { parseError, unwrapData } from "./reply.ts";

/** The shape of the subscription is not documented: text and the usual objects are read. */
const subscriptionSchema = z.union([
  text,
  z.object({ plan: z.optional(text), name: z.optional(text), status: z.optional(text) }),
]);

/** Usage is not read here: the usage section requests it. An unreadable email or subscription is left out. */
const summarySchema = z.object({
  email: z.catch(z.nullish(text), undefined),
  subscription: z.catch(z.nullish(subscriptionSchema), undefined),
  total_requests_all_time: amount,
});

export async function readSummary(context: AccountContext): Promise<Outcome<readonly Detail[]>> {
  const reply = await sendWithBearer(context, "/auth/account/summary", { parseError });
  if (!reply.ok) return reply;
  const fields = readFields(summarySchema, unwrapData(reply.value.body));
  return fields.ok ? success(detailsOf(fields.value)) : fields;
}

function detailsOf(summary: z.infer<typeof summarySchema>): Detail[] {
  const details: Detail[] = [];
  const subscription = subscriptionText(summary.subscription);
  if (subscription) details.push({ label: "subscription", value: { kind: "text", text: subscription } });
  const total = summary.total_requests_all_time;
  details.push({ label: "requestsAllTime", value: { kind: "count", count: total } });
  if (summary.email) details.push({ label: "email", value: { kind: "text", text: summary.email } });
  return details;
}

function subscriptionText(value: z.infer<typeof summarySchema>["subscription"]): string {
  if (typeof value !== "object" || value === null) return value ?? "";
  return [value.plan ?? value.name, value.status].filter((part) => part !== undefined).join(", ");
}
