import * as z from "zod/mini";
import { defined } from "../../core/common/defined.ts";
import { currency, requests } from "../../core/money/unit.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import { nextMonthStart } from "../../core/time/instant.ts";
import { createErrorParser, type ProviderErrorDetails, withErrorText } from "../http/errorDetails.ts";
import { amount, flag, optionalText, text } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { type OptionalFields, readOptionalFields } from "../http/readOptionalFields.ts";
import { sendWithBearer } from "../http/sendRequest.ts";
import { statusFailure } from "../http/statusFailure.ts";
import type { AccountContext, Adapter } from "../provider.ts";

const envelopeSchema = z.object({ success: flag });

const accountSchema = z.object({
  data: z.object({ balance: amount, remaining_quota: amount, can_convert: flag }),
});

const optionalSchemas = {
  plan_type: text,
  quota_monthly: amount,
  used_this_month: amount,
  max_file_size: amount,
};

const requiredScope = "convertacoal:read";

const parseErrorBody = createErrorParser(
  z.object({
    // Older services send the error as plain text.
    error: z.union([text, z.object({ code: optionalText, message: optionalText })]),
  }),
  ({ error }) => (typeof error === "string" ? { text: error } : { code: error.code, text: error.message }),
);

function parseError(body: unknown): ProviderErrorDetails {
  const details = withErrorText(parseErrorBody(body), body);
  return { ...details, scope: findScope(details.text) };
}

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
    if (!fields.ok) return fields;
    const optional = readOptionalFields(body, ["data"], optionalSchemas, context);
    return success(snapshotOf(fields.value.data, optional, context.nowMs));
  },
};

function snapshotOf(
  data: z.infer<typeof accountSchema>["data"],
  optional: OptionalFields<typeof optionalSchemas>,
  nowMs: number,
): Snapshot {
  const { plan_type: plan, max_file_size: maxFileSize } = optional;
  return {
    meters: [
      {
        id: "quota",
        label: "conversions",
        unit: requests,
        remaining: data.remaining_quota,
        ...defined({ used: optional.used_this_month, limit: optional.quota_monthly }),
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
