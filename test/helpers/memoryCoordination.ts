import type { Coordinator } from "../../src/services/coordination/leases.ts";
import type { CoordinationStore, LeaseAnswer } from "../../src/store/coordinationStore.ts";

/** The leases of windows that share one memory; the rest of the store is not needed here. */
export class MemoryCoordination
  implements Coordinator, Pick<CoordinationStore, "acquireLease" | "releaseLease">
{
  readonly leases = new Map<string, { readonly holder: string; readonly untilMs: number }>();
  /** The store cannot be reached, so nothing is shared. */
  isOff = false;

  async coordinate<T>(operation: (store: CoordinationStore) => T): Promise<T | undefined> {
    return this.isOff ? undefined : operation(this as unknown as CoordinationStore);
  }

  acquireLease(name: string, holder: string, nowMs: number, leaseMs: number): LeaseAnswer {
    const other = this.leases.get(name);
    if (other && other.holder !== holder && other.untilMs > nowMs)
      return { kind: "taken", untilMs: other.untilMs };
    this.leases.set(name, { holder, untilMs: nowMs + leaseMs });
    return { kind: "mine" };
  }

  releaseLease(name: string, holder: string): void {
    if (this.leases.get(name)?.holder === holder) this.leases.delete(name);
  }
}
