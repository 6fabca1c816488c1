import * as z from "zod/mini";
import { defined } from "../../core/common/defined.ts";
import { credits, requests } from "../../core/money/unit.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import { createErrorParser, withErrorText } from "../http/errorDetails.ts";
import { amount, expiry, httpStatus, optionalText, text } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { type OptionalFields, readOptionalFields } from "../http/readOptionalFields.ts";
import { sendWithBearer } from "../http/sendRequest.ts";
import { statusFailure } from "../http/statusFailure.ts";
import type { AccountContext, Adapter } from "../provider.ts";

const envelopeSchema = z.object({ status: httpStatus });

const meSchema = z.object({ data: z.object({ remainingQuota: z.nullable(amount), currentCredit: amount }) });

const optionalSchemas = { application: text, usedQuota: amount, maxQuota: amount, expiredAt: expiry };

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
      const details = withErrorText(parseError(body), body);
      return failed(statusFailure({ status, headers, nowMs, secrets: [context.secret] }, details));
    }
    const fields = readFields(meSchema, body);
    if (!fields.ok) return fields;
    return success(
      snapshotOf(fields.value.data, readOptionalFields(body, ["data"], optionalSchemas, context)),
    );
  },
};

function snapshotOf(
  data: z.infer<typeof meSchema>["data"],
  { application, expiredAt, usedQuota, maxQuota }: OptionalFields<typeof optionalSchemas>,
): Snapshot {
  return {
    meters: [
      {
        id: "quota",
        label: "quota",
        unit: requests,
        remaining: data.remainingQuota,
        ...defined({ used: usedQuota, limit: data.remainingQuota === null ? null : maxQuota }),
        role: "pool",
      },
      { id: "credit", label: "credits", unit: credits, remaining: data.currentCredit, role: "pool" },
    ],
    ...defined({ expiresAt: expiredAt }),
    isBlocked: false,
    details: application ? [{ label: "application", value: { kind: "text", text: application } }] : [],
  };
}
