import * as z from "zod/mini";
import { type Outcome, success } from "../../../core/readings/outcome.ts";
import type { Detail } from "../../../core/readings/snapshot.ts";
import { amount, text } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import { getWithBearer } from "../../http/request.ts";
import type { Access } from "../../provider.ts";
import { describeError, unwrap } from "./reply.ts";

/** The subscription's shape is not documented: its name is taken where one is found. */
const subscription = z.union([
  text,
  z.object({ plan: z.optional(text), name: z.optional(text), status: z.optional(text) }),
]);

/** The usage of this month is asked for where it is shown. A line that is not as it should be is left out. */
const summaryFields = z.object({
  email: z.catch(z.nullish(text), undefined),
  subscription: z.catch(z.nullish(subscription), undefined),
  total_requests_all_time: amount,
});

export async function readSummary(access: Access): Promise<Outcome<readonly Detail[]>> {
  const reply = await getWithBearer(access, "/auth/account/summary", { describeError });
  if (!reply.ok) return reply;
  const fields = readFields(summaryFields, unwrap(reply.value.body));
  return fields.ok ? success(detailsOf(fields.value)) : fields;
}

function detailsOf(summary: z.infer<typeof summaryFields>): Detail[] {
  const details: Detail[] = [];
  const subscribed = subscriptionText(summary.subscription);
  if (subscribed) details.push({ label: "subscription", value: { kind: "text", text: subscribed } });
  const total = summary.total_requests_all_time;
  details.push({ label: "requestsAllTime", value: { kind: "count", count: total } });
  if (summary.email) details.push({ label: "email", value: { kind: "text", text: summary.email } });
  return details;
}

function subscriptionText(value: z.infer<typeof summaryFields>["subscription"]): string {
  if (typeof value !== "object" || value === null) return value ?? "";
  return [value.plan ?? value.name, value.status].filter((word) => word !== undefined).join(", ");
}
