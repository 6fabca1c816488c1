import * as z from "zod/mini";
import { defined } from "../../../core/common/defined.ts";
import { unitFromCode } from "../../../core/money/unit.ts";
import { type Outcome, success } from "../../../core/readings/outcome.ts";
import type { Snapshot } from "../../../core/readings/snapshot.ts";
import { amount, flag, text } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import { sendWithBearer } from "../../http/sendRequest.ts";
import type { AccountContext, Adapter } from "../../provider.ts";
import { readLedger } from "./ledger.ts";
import { parseError, unwrapData } from "./reply.ts";
import { session } from "./session.ts";
import { readSummary } from "./summary.ts";
import { readUsage } from "./usage.ts";

const balanceSchema = z.object({
  balance: amount,
  reserved: amount,
  available: amount,
  currency: z.nullish(text),
  auto_reload_enabled: z.nullish(flag),
  auto_reload_threshold: z.nullish(amount),
  auto_reload_amount: z.nullish(amount),
});

type Balance = z.infer<typeof balanceSchema>;

/** Rich Utilities, a JWT account API with a ledger. Source: docs of `/auth/account`. */
export const richUtilities: Adapter = {
  session,
  readUsage,
  readLedger,
  readDetails: readSummary,

  async read(context: AccountContext): Promise<Outcome<Snapshot>> {
    const reply = await sendWithBearer(context, "/auth/account/credits", { parseError });
    if (!reply.ok) return reply;
    const fields = readFields(balanceSchema, unwrapData(reply.value.body));
    return fields.ok ? success(snapshotOf(fields.value)) : fields;
  },
};

function snapshotOf(balance: Balance): Snapshot {
  const unit = unitFromCode(balance.currency ?? "");
  const autoTopUp = defined({
    threshold: balance.auto_reload_threshold ?? undefined,
    amount: balance.auto_reload_amount ?? undefined,
  });
  return {
    meters: [{ id: "balance", label: "balance", unit, remaining: balance.available, held: balance.reserved }],
    ...(balance.auto_reload_enabled ? { autoTopUp } : {}),
    isBlocked: false,
    details: [{ label: "totalBalance", value: { kind: "amount", amount: balance.balance, unit } }],
  };
}
