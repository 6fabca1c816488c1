import * as z from "zod/mini";
import { defined } from "../../../core/common/defined.ts";
import { unitFromCode } from "../../../core/money/unitFromCode.ts";
import { type Outcome, success } from "../../../core/readings/outcome.ts";
import type { Snapshot } from "../../../core/readings/snapshot.ts";
import { amount, flag, text } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import { type OptionalFields, readOptionalFields } from "../../http/readOptionalFields.ts";
import { sendWithBearer } from "../../http/sendRequest.ts";
import type { AccountContext, Adapter } from "../../provider.ts";
import { readLedger } from "./ledger.ts";
import { parseError, unwrapData } from "./reply.ts";
import { session } from "./session.ts";
import { readSummary } from "./summary.ts";
import { readUsage } from "./usage.ts";

/** The currency is the unit of the balance, so it is no optional field, although it may be absent. */
const balanceSchema = z.object({ available: amount, currency: z.nullish(text) });

const optionalSchemas = {
  balance: amount,
  reserved: amount,
  auto_reload_enabled: flag,
  auto_reload_threshold: amount,
  auto_reload_amount: amount,
};

/** Rich Utilities, a JWT account API with a ledger. Source: docs of `/auth/account`. */
export const richUtilities: Adapter = {
  session,
  readUsage,
  readLedger,
  readDetails: readSummary,

  async read(context: AccountContext): Promise<Outcome<Snapshot>> {
    const reply = await sendWithBearer(context, "/auth/account/credits", { parseError });
    if (!reply.ok) return reply;
    const body = unwrapData(reply.value.body);
    const fields = readFields(balanceSchema, body);
    if (!fields.ok) return fields;
    return success(snapshotOf(fields.value, readOptionalFields(body, [], optionalSchemas, context)));
  },
};

function snapshotOf(
  { available, currency }: z.infer<typeof balanceSchema>,
  optional: OptionalFields<typeof optionalSchemas>,
): Snapshot {
  const unit = unitFromCode(currency ?? "");
  const { balance, reserved, auto_reload_enabled, auto_reload_threshold, auto_reload_amount } = optional;
  const autoTopUp = defined({ threshold: auto_reload_threshold, amount: auto_reload_amount });
  return {
    meters: [{ id: "balance", label: "balance", unit, remaining: available, ...defined({ held: reserved }) }],
    ...(auto_reload_enabled ? { autoTopUp } : {}),
    isBlocked: false,
    details: balance ? [{ label: "totalBalance", value: { kind: "amount", amount: balance, unit } }] : [],
  };
}
