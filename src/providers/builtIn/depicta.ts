import * as z from "zod/mini";
import { defined } from "../../core/common/defined.ts";
import { type Amount, shift } from "../../core/money/amount.ts";
import { currency } from "../../core/money/unit.ts";
import { type Outcome, success } from "../../core/readings/outcome.ts";
import type { Detail, Snapshot } from "../../core/readings/snapshot.ts";
import { createErrorParser } from "../http/errorDetails.ts";
import { amount, expiry, flag, optionalText } from "../http/fields.ts";
import { readFields } from "../http/readFields.ts";
import { type OptionalFields, readOptionalFields } from "../http/readOptionalFields.ts";
import { sendWithBearer } from "../http/sendRequest.ts";
import type { AccountContext, Adapter } from "../provider.ts";

const euros = currency("EUR");

const profileSchema = z.object({ user: z.object({ balance_eur: amount }) });

const optionalSchemas = {
  held_eur: amount,
  credit_limit_cents: amount,
  credits_expire_at: expiry,
  email_verified: flag,
  free_trial_pending_eur: amount,
  pending_credit_notice: flag,
  two_factor_enabled: flag,
};

type Optional = OptionalFields<typeof optionalSchemas>;

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
    if (!fields.ok) return fields;
    const optional = readOptionalFields(reply.value.body, ["user"], optionalSchemas, context);
    return success(snapshotOf(fields.value.user.balance_eur, optional));
  },
};

function snapshotOf(balance: Amount, optional: Optional): Snapshot {
  return {
    meters: [
      {
        id: "balance",
        label: "balance",
        unit: euros,
        // Documented as spendable: holds are already subtracted.
        remaining: balance,
        ...defined({ held: optional.held_eur }),
      },
    ],
    ...defined({ expiresAt: optional.credits_expire_at }),
    isBlocked: false,
    details: detailsOf(optional),
  };
}

function detailsOf(user: Optional): Detail[] {
  const details: Detail[] = [];
  if (user.email_verified !== undefined) {
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
  if (user.two_factor_enabled !== undefined) {
    details.push({ label: "twoFactor", value: { kind: "flag", isOn: user.two_factor_enabled } });
  }
  return details;
}
