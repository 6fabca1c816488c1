import { balancePaths } from "../../src/sample/balanceReplies.ts";
import type { Fault } from "../../src/sample/http/fault.ts";
import { randomAt } from "../../src/sample/simulation/randomAt.ts";
import type { SampleAccount } from "./sampleServers.ts";

const faults: readonly Fault[] = [
  { kind: "error", status: 429, headers: { "retry-after": "120" } },
  { kind: "error", status: 500 },
  { kind: "error", status: 503 },
  { kind: "stallBody" },
  { kind: "stallHeaders" },
  { kind: "reset", at: "request" },
  { kind: "reset", at: "body" },
  { kind: "truncate" },
];

/** At an interval, gives the next read of a random account a random fault. */
export class FaultSchedule implements Disposable {
  readonly #timer: NodeJS.Timeout;
  /** Faults so far, by account. */
  readonly faultCounts = new Map<string, number>();

  constructor(accounts: readonly SampleAccount[], seed: number, everyMs: number) {
    let count = 0;
    const pick = <T>(from: readonly T[]): T | undefined => {
      count += 1;
      return from[Math.floor(randomAt(seed, 902, count) * from.length)];
    };
    this.#timer = setInterval(() => {
      const [account, fault] = [pick(accounts), pick(faults)];
      if (!account || !fault) return;
      account.server.faults.add(account.provider, fault, { path: balancePaths[account.provider] });
      this.faultCounts.set(account.account.id, (this.faultCounts.get(account.account.id) ?? 0) + 1);
    }, everyMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
