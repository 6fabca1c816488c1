import * as z from "zod/mini";
import { shift } from "../../core/money/amount.ts";
import { currency } from "../../core/money/unit.ts";
import { type Outcome, success } from "../../core/readings/outcome.ts";
import type { Detail, Snapshot } from "../../core/readings/snapshot.ts";
import { createErrorParser } from "../http/errorDetails.ts";
import { amount, flag, instant, optionalText } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { sendWithBearer } from "../http/sendRequest.ts";
import type { AccountContext, Adapter } from "../provider.ts";

const euros = currency("EUR");

const profileSchema = z.object({
  user: z.object({
    balance_eur: amount,
    held_eur: amount,
    credit_limit_cents: z.nullish(amount),
    credits_expire_at: z.nullish(instant),
    email_verified: z.nullish(flag),
    free_trial_pending_eur: z.nullish(amount),
    pending_credit_notice: z.nullish(flag),
    two_factor_enabled: z.nullish(flag),
  }),
});

type User = z.infer<typeof profileSchema>["user"];

const parseError = createErrorParser(
  z.object({ error: optionalText, message: optionalText, request_id: optionalText }),
  (body) => ({
    code: body.error,
    text: body.message,
    requestId: body.request_id,
  }),
);

/** Depicta, image generation on prepaid euros. Source: docs of `GET /v1/account/profile`. */
export const depicta: Adapter = {
  async read(context: AccountContext): Promise<Outcome<Snapshot>> {
    const reply = await sendWithBearer(context, "/v1/account/profile", { parseError });
    if (!reply.ok) return reply;
    const fields = readFields(profileSchema, reply.value.body);
    return fields.ok ? success(snapshotOf(fields.value.user)) : fields;
  },
};

function snapshotOf(user: User): Snapshot {
  return {
    meters: [
      {
        id: "balance",
        label: "balance",
        unit: euros,
        // Documented as spendable: holds are already subtracted.
        remaining: user.balance_eur,
        held: user.held_eur,
      },
    ],
    ...(user.credits_expire_at ? { expiresAt: user.credits_expire_at } : {}),
    isBlocked: false,
    details: detailsOf(user),
  };
}

function detailsOf(user: User): Detail[] {
  const details: Detail[] = [];
  if (typeof user.email_verified === "boolean") {
    details.push({ label: "emailVerified", value: { kind: "flag", isOn: user.email_verified } });
  }
  if (user.credit_limit_cents) {
    // The maximum of one transaction, not the amount that the balance started from.
    const limit = shift(user.credit_limit_cents, -2);
    details.push({ label: "creditLimit", value: { kind: "amount", amount: limit, unit: euros } });
  }
  if (user.free_trial_pending_eur) {
    const pending = user.free_trial_pending_eur;
    details.push({ label: "freeTrialPending", value: { kind: "amount", amount: pending, unit: euros } });
  }
  if (user.pending_credit_notice)
    details.push({ label: "creditNotice", value: { kind: "flag", isOn: true } });
  if (typeof user.two_factor_enabled === "boolean") {
    details.push({ label: "twoFactor", value: { kind: "flag", isOn: user.two_factor_enabled } });
  }
  return details;
}
