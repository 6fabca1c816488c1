import * as z from "zod/mini";
import { minus } from "../../core/money/amount.ts";
import { credits } from "../../core/money/unit.ts";
import { type Outcome, success } from "../../core/readings/outcome.ts";
import type { Snapshot } from "../../core/readings/snapshot.ts";
import { createErrorParser } from "../http/errorDetails.ts";
import { amount, optionalText, text } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { type OptionalFields, readOptionalFields } from "../http/readOptionalFields.ts";
import { sendRequest } from "../http/sendRequest.ts";
import type { AccountContext, Adapter } from "../provider.ts";

const meSchema = z.object({ maxCredits: amount, usedCredits: amount });

const optionalSchemas = { organizationId: text, plan: text, autoRechargeThreshold: amount };

const parseError = createErrorParser(
  z.object({ code: optionalText, message: optionalText, request_id: optionalText }),
  (body) => ({
    code: body.code,
    text: body.message,
    requestId: body.request_id,
  }),
);

/** Poof, background removal. Source: docs of `GET /me`. */
export const poof: Adapter = {
  async read(context: AccountContext): Promise<Outcome<Snapshot>> {
    const reply = await sendRequest(context, "/me", { "x-api-key": context.secret }, { parseError });
    if (!reply.ok) return reply;
    const fields = readFields(meSchema, reply.value.body);
    if (!fields.ok) return fields;
    return success(
      snapshotOf(fields.value, readOptionalFields(reply.value.body, [], optionalSchemas, context)),
    );
  },
};

function snapshotOf(
  { maxCredits, usedCredits }: z.infer<typeof meSchema>,
  { plan, organizationId, autoRechargeThreshold: threshold }: OptionalFields<typeof optionalSchemas>,
): Snapshot {
  return {
    meters: [
      {
        id: "credits",
        label: "credits",
        unit: credits,
        // A negative value is a debt and is shown as a debt.
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
