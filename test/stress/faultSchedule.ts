import type { Fault } from "../../src/sample/http/fault.ts";
import { noise } from "../../src/sample/simulation/noise.ts";
import { type Resident, readPath } from "./sampleServers.ts";

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

/** Meets the next read of a random account with a random fault, every so often. */
export class FaultWeather implements Disposable {
  readonly #timer: NodeJS.Timeout;
  /** Faults so far, by account. */
  readonly met = new Map<string, number>();

  constructor(residents: readonly Resident[], seed: number, everyMs: number) {
    let drawn = 0;
    const draw = <T>(from: readonly T[]): T | undefined => {
      drawn += 1;
      return from[Math.floor(noise(seed, 902, drawn) * from.length)];
    };
    this.#timer = setInterval(() => {
      const [resident, fault] = [draw(residents), draw(faults)];
      if (!resident || !fault) return;
      resident.server.faults.add(resident.provider, fault, { path: readPath[resident.provider] });
      this.met.set(resident.account.id, (this.met.get(resident.account.id) ?? 0) + 1);
    }, everyMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
