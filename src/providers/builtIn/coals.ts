import * as z from "zod/mini";
import { currency, requests } from "../../core/money/unit.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import { nextMonthStart } from "../../core/time/instant.ts";
import { createErrorParser } from "../http/errorDetails.ts";
import { amount, flag, optionalText, text } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { sendWithBearer } from "../http/sendRequest.ts";
import { statusFailure } from "../http/statusFailure.ts";
import type { AccountContext, Adapter } from "../provider.ts";

const envelopeSchema = z.object({ success: flag });

const accountSchema = z.object({
  data: z.object({
    plan_type: z.nullish(text),
    balance: amount,
    quota_monthly: amount,
    used_this_month: amount,
    remaining_quota: amount,
    max_file_size: z.nullish(amount),
    can_convert: flag,
  }),
});

const requiredScope = "convertacoal:read";

const parseError = createErrorParser(
  z.object({
    error: z.union([text, z.object({ code: optionalText, message: optionalText })]),
  }),
  // Older services send the error as plain text.
  ({ error }) =>
    typeof error === "string"
      ? { text: error, scope: requiredScope }
      : { code: error.code, text: error.message, scope: findScope(error.message) },
);

/** COALS ConvertaCoal, file conversion. Source: docs of `GET /account`. */
export const coals: Adapter = {
  async read(context: AccountContext): Promise<Outcome<Snapshot>> {
    const reply = await sendWithBearer(context, "/account", { parseError });
    if (!reply.ok) return reply;
    const { body, status, headers, receivedAtMs: nowMs } = reply.value;
    const outcome = readFields(envelopeSchema, body);
    if (!outcome.ok) return outcome;
    if (!outcome.value.success) {
      return failed(statusFailure({ status, headers, nowMs, secrets: [context.secret] }, parseError(body)));
    }
    const fields = readFields(accountSchema, body);
    return fields.ok ? success(snapshotOf(fields.value.data, context.nowMs)) : fields;
  },
};

function snapshotOf(data: z.infer<typeof accountSchema>["data"], nowMs: number): Snapshot {
  const { plan_type: plan, max_file_size: maxFileSize } = data;
  return {
    meters: [
      {
        id: "quota",
        label: "conversions",
        unit: requests,
        remaining: data.remaining_quota,
        used: data.used_this_month,
        limit: data.quota_monthly,
        resetsAt: nextMonthStart(nowMs),
        role: "pool",
      },
      { id: "balance", label: "balance", unit: currency("USD"), remaining: data.balance, role: "pool" },
    ],
    ...(plan ? { plan } : {}),
    isBlocked: !data.can_convert,
    ...(data.can_convert ? { isAccepting: true } : {}),
    details: maxFileSize ? [{ label: "largestFile", value: { kind: "bytes", bytes: maxFileSize } }] : [],
  };
}

function findScope(message: string | undefined): string {
  return /\b[a-z]+:[a-z]+\b/.exec(message ?? "")?.[0] ?? requiredScope;
}
