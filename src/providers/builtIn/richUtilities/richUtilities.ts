import * as z from "zod/mini";
import { unitFromCode } from "../../../core/money/unit.ts";
import { type Outcome, success } from "../../../core/readings/outcome.ts";
import type { Snapshot } from "../../../core/readings/snapshot.ts";
import { amount, flag, text } from "../../http/fields.ts";
import { readFields } from "../../http/readFields.ts";
import { getWithBearer } from "../../http/request.ts";
import type { Access, Adapter } from "../../provider.ts";
import { readLedger } from "./ledger.ts";
import { describeError, unwrap } from "./reply.ts";
import { session } from "./session.ts";
import { readSummary } from "./summary.ts";
import { readUsage } from "./usage.ts";

const balanceFields = z.object({
  balance: amount,
  reserved: amount,
  available: amount,
  currency: z.nullish(text),
  auto_reload_enabled: z.nullish(flag),
  auto_reload_threshold: z.nullish(amount),
  auto_reload_amount: z.nullish(amount),
});

type Balance = z.infer<typeof balanceFields>;

/** Rich Utilities, a JWT account API with a ledger. Source: docs of `/auth/account`. */
export const richUtilities: Adapter = {
  session,
  readUsage,
  readLedger,
  readDetails: readSummary,

  async read(access: Access): Promise<Outcome<Snapshot>> {
    const reply = await getWithBearer(access, "/auth/account/credits", { describeError });
    if (!reply.ok) return reply;
    const fields = readFields(balanceFields, unwrap(reply.value.body));
    return fields.ok ? success(snapshotOf(fields.value)) : fields;
  },
};

function snapshotOf(balance: Balance): Snapshot {
  const unit = unitFromCode(balance.currency ?? "");
  const { auto_reload_threshold: threshold, auto_reload_amount: added } = balance;
  const autoTopUp = { ...(threshold ? { threshold } : {}), ...(added ? { amount: added } : {}) };
  return {
    meters: [{ id: "balance", label: "balance", unit, remaining: balance.available, held: balance.reserved }],
    ...(balance.auto_reload_enabled ? { autoTopUp } : {}),
    isBlocked: false,
    details: [{ label: "totalBalance", value: { kind: "amount", amount: balance.balance, unit } }],
  };
}
