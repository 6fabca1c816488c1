import * as z from "zod/mini";
import { credits, requests } from "../../core/money/unit.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import { parseErrorBody } from "../http/errorDetails.ts";
import { amount, httpStatus, instant, text, word } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { getWithBearer } from "../http/request.ts";
import { statusFailure } from "../http/statusFailure.ts";
import type { Access, Adapter } from "../provider.ts";

const envelope = z.object({ status: httpStatus });

const me = z.object({
  data: z.object({
    application: z.nullish(text),
    usedQuota: amount,
    maxQuota: z.nullable(amount),
    remainingQuota: z.nullable(amount),
    expiredAt: z.nullish(instant),
    currentCredit: amount,
  }),
});

const describeError = parseErrorBody(z.object({ message: word }), (body) => ({ code: body.message }));

/** EasySlip, payment-slip checks. Source: docs of `GET /me`; reading it uses no quota. */
export const easySlip: Adapter = {
  async read(access: Access): Promise<Outcome<Snapshot>> {
    const reply = await getWithBearer(access, "/me", { describeError });
    if (!reply.ok) return reply;
    const { body, headers, receivedAtMs: nowMs } = reply.value;
    const inner = readFields(envelope, body);
    if (!inner.ok) return inner;
    const { status } = inner.value;
    // An error may come under HTTP 200; its inner status is then judged like the HTTP status.
    if (status < 200 || status >= 300) {
      return failed(statusFailure({ status, headers, nowMs, hidden: [access.secret] }, describeError(body)));
    }
    const fields = readFields(me, body);
    return fields.ok ? success(snapshotOf(fields.value.data)) : fields;
  },
};

function snapshotOf(data: z.infer<typeof me>["data"]): Snapshot {
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
      },
      { id: "credit", label: "credits", unit: credits, remaining: data.currentCredit },
    ],
    ...(expiredAt ? { expiresAt: expiredAt } : {}),
    isBlocked: false,
    details: application ? [{ label: "application", value: { kind: "text", text: application } }] : [],
  };
}
