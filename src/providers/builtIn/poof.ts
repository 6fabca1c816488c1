import * as z from "zod/mini";
import { minus } from "../../core/money/amount.ts";
import { credits } from "../../core/money/unit.ts";
import { type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import { parseErrorBody } from "../http/errorDetails.ts";
import { amount, text, word } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { get } from "../http/request.ts";
import type { Access, Adapter } from "../provider.ts";

const me = z.object({
  organizationId: z.nullish(text),
  plan: z.nullish(text),
  maxCredits: amount,
  usedCredits: amount,
  autoRechargeThreshold: z.nullish(amount),
});

const describeError = parseErrorBody(z.object({ code: word, message: word, request_id: word }), (body) => ({
  code: body.code,
  text: body.message,
  requestId: body.request_id,
}));

/** Poof, background removal. Source: docs of `GET /me`. */
export const poof: Adapter = {
  async read(access: Access): Promise<Outcome<Snapshot>> {
    const reply = await get(access, "/me", { "x-api-key": access.secret }, { describeError });
    if (!reply.ok) return reply;
    const fields = readFields(me, reply.value.body);
    return fields.ok ? success(snapshotOf(fields.value)) : fields;
  },
};

function snapshotOf(account: z.infer<typeof me>): Snapshot {
  const { plan, organizationId, maxCredits, usedCredits, autoRechargeThreshold: threshold } = account;
  return {
    meters: [
      {
        id: "credits",
        label: "credits",
        unit: credits,
        // Below zero is a debt, and shown as one.
        remaining: minus(maxCredits, usedCredits),
        used: usedCredits,
        limit: maxCredits,
      },
    ],
    ...(plan ? { plan } : {}),
    ...(threshold ? { autoTopUp: { threshold } } : {}),
    isBlocked: false,
    details: organizationId ? [{ label: "organization", value: { kind: "text", text: organizationId } }] : [],
  };
}
