import { errorReply } from "../../http/errorReply.ts";
import { type Json, literal } from "../../http/exactJson.ts";
import type { SampleReply } from "../../http/sampleApi.ts";
import { type WireFormat, wrapObject } from "../../http/wireFormat.ts";
import type { SampleEntry } from "../../ledger/ledgerEntry.ts";
import { startOfMonth, subtractDecimals } from "../../simulation/fixedPoint.ts";
import { sampleSignIn } from "../../simulation/keys.ts";
import { ledgerPage } from "./ledgerPage.ts";
import type { RichUtilitiesState } from "./state.ts";
import { readRange, usageStats } from "./usageStats.ts";

/** The account at the instant of one request. */
export interface RichUtilitiesView {
  readonly nowMs: number;
  readonly state: RichUtilitiesState;
  /** Oldest first. */
  readonly entries: readonly SampleEntry[];
  readonly wireFormat: WireFormat;
  readonly lastLoginMs: number;
}

type Endpoint = (view: RichUtilitiesView, query: URLSearchParams) => SampleReply;

const periods = ["daily", "monthly", "yearly"];

/** The four endpoints below `/auth/account`, for a request with a valid token. */
export const richUtilitiesAccount: Readonly<Record<string, Endpoint>> = {
  "/auth/account/credits": (view) => ok(view, credits(view.state)),
  "/auth/account/ledger": (view, query) => ledgerPage(view.entries, query, view.wireFormat),
  "/auth/account/usage": usage,
  "/auth/account/summary": (view) => ok(view, summary(view)),
};

function ok({ wireFormat }: RichUtilitiesView, body: Json): SampleReply {
  return { status: 200, body: wrapObject(wireFormat, body) };
}

function credits(state: RichUtilitiesState): Json {
  return {
    user_id: 4711,
    balance: literal(state.balance),
    reserved: literal(state.reserved),
    available: literal(state.available ?? subtractDecimals(state.balance, state.reserved)),
    currency: state.currency,
    last_updated: state.last_updated,
    auto_reload_enabled: state.auto_reload_enabled,
    auto_reload_threshold: literal(state.auto_reload_threshold),
    auto_reload_amount: literal(state.auto_reload_amount),
  };
}

function usage(view: RichUtilitiesView, query: URLSearchParams): SampleReply {
  const period = query.get("period") ?? "monthly";
  const range = readRange(query);
  const message = range.kind === "invalid" ? range.message : `period must be one of ${periods.join(", ")}.`;
  if (range.kind === "invalid" || !periods.includes(period)) {
    return errorReply("richUtilities", 422, { message });
  }
  // As documented: the start of this month, for every period.
  const { fromMs = startOfMonth(view.nowMs) } = range;
  return ok(view, usageStats(view.entries, { ...range, period, fromMs, nowMs: view.nowMs }));
}

function summary(view: RichUtilitiesView): Json {
  const { nowMs, entries } = view;
  const allTime = usageStats(entries, { period: "yearly", fromMs: 0, nowMs });
  const month = new Date(startOfMonth(nowMs));
  return {
    user_id: 4711,
    email: sampleSignIn.email,
    credit_balance: credits(view.state),
    subscription: {
      plan: "Growth",
      status: "active",
      started_at: new Date(entries[0]?.atMs ?? nowMs).toISOString(),
      renews_at: new Date(month.setUTCMonth(month.getUTCMonth() + 1)).toISOString(),
    },
    usage_this_month: usageStats(entries, { period: "monthly", fromMs: startOfMonth(nowMs), nowMs }),
    total_requests_all_time: allTime.total_requests,
    account_created_at: new Date(entries[0]?.atMs ?? nowMs).toISOString(),
    last_login_at: new Date(view.lastLoginMs).toISOString(),
  };
}
