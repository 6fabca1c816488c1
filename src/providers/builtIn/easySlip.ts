import * as z from "zod/mini";
import { credits, requests } from "../../core/money/unit.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import { createErrorParser } from "../http/errorDetails.ts";
import { amount, httpStatus, instant, optionalText, text } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { sendWithBearer } from "../http/sendRequest.ts";
import { statusFailure } from "../http/statusFailure.ts";
import type { AccountContext, Adapter } from "../provider.ts";

const envelopeSchema = z.object({ status: httpStatus });

const meSchema = z.object({
  data: z.object({
    application: z.nullish(text),
    usedQuota: amount,
    maxQuota: z.nullable(amount),
    remainingQuota: z.nullable(amount),
    expiredAt: z.nullish(instant),
    currentCredit: amount,
  }),
});

const parseError = createErrorParser(z.object({ message: optionalText }), (body) => ({ code: body.message }));

/** EasySlip, payment-slip checks. Source: docs of `GET /me`; reading it uses no quota. */
export const easySlip: Adapter = {
  async read(context: AccountContext): Promise<Outcome<Snapshot>> {
    const reply = await sendWithBearer(context, "/me", { parseError });
    if (!reply.ok) return reply;
    const { body, headers, receivedAtMs: nowMs } = reply.value;
    const envelope = readFields(envelopeSchema, body);
    if (!envelope.ok) return envelope;
    const { status } = envelope.value;
    // An error may come with HTTP 200. The status in the body then counts like an HTTP status.
    if (status < 200 || status >= 300) {
      return failed(statusFailure({ status, headers, nowMs, secrets: [context.secret] }, parseError(body)));
    }
    const fields = readFields(meSchema, body);
    return fields.ok ? success(snapshotOf(fields.value.data)) : fields;
  },
};

function snapshotOf(data: z.infer<typeof meSchema>["data"]): Snapshot {
  const { application, expiredAt } = data;
  return {
    meters: [
      {
        id: "quota",
        label: "quota",
        unit: requests,
        remaining: data.remainingQuota,
        used: data.usedQuota,
        limit: data.maxQuota,
        role: "pool",
      },
      { id: "credit", label: "credits", unit: credits, remaining: data.currentCredit, role: "pool" },
    ],
    ...(expiredAt ? { expiresAt: expiredAt } : {}),
    isBlocked: false,
    details: application ? [{ label: "application", value: { kind: "text", text: application } }] : [],
  };
}
