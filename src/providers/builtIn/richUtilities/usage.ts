import * as z from "zod/mini";
import { type Usage, usagePeriods } from "../../../core/history/usage.ts";
import { compare } from "../../../core/money/amount.ts";
import { failed, type Outcome, success } from "../../../core/readings/outcome.ts";
import { isRecord } from "../../http/exactJson.ts";
import { amount, instant } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import { sendWithBearer } from "../../http/sendRequest.ts";
import type { AccountContext, UsageQuery } from "../../provider.ts";
import { parseError, unwrapData } from "./reply.ts";

const usageSchema = z.object({
  period: z.enum(usagePeriods),
  total_requests: amount,
  successful_requests: amount,
  failed_requests: amount,
  credits_consumed: amount,
  requests_by_endpoint: z.record(z.string(), amount),
  period_start: instant,
  period_end: instant,
});

/** Checking and sorting more would block the extension host. */
const maxEndpoints = 2000;

export async function readUsage(context: AccountContext, query: UsageQuery): Promise<Outcome<Usage>> {
  const { period, from, to } = query;
  const reply = await sendWithBearer(context, "/auth/account/usage", {
    query: { period, from, to },
    parseError,
  });
  if (!reply.ok) return reply;
  const body = unwrapData(reply.value.body);
  const endpoints = isRecord(body) ? body.requests_by_endpoint : undefined;
  if (isRecord(endpoints) && Object.keys(endpoints).length > maxEndpoints) {
    return failed({ kind: "badResponse", reason: "tooMany", field: "requests_by_endpoint" });
  }
  const fields = readFields(usageSchema, body);
  return fields.ok ? success(usageOf(fields.value)) : fields;
}

function usageOf(stats: z.infer<typeof usageSchema>): Usage {
  return {
    period: stats.period,
    from: stats.period_start,
    to: stats.period_end,
    totalRequests: stats.total_requests,
    successfulRequests: stats.successful_requests,
    failedRequests: stats.failed_requests,
    creditsConsumed: stats.credits_consumed,
    requestsByEndpoint: Object.entries(stats.requests_by_endpoint)
      .map(([endpoint, requests]) => ({ endpoint, requests }))
      .sort((a, b) => compare(b.requests, a.requests)),
  };
}
