import { Emitter } from "../../src/services/common/emitter.ts";
import type { Settings } from "../../src/services/common/settings.ts";
import { flushPromises } from "./fakeClock.ts";

/** Settings in memory. A write takes a while, as it does in VS Code, and is told before it resolves. */
export class MemorySettings implements Settings {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = (listener: () => void) => this.#changed.event(listener);
  minutes = 5;
  /** Longer than the oldest entry of any ledger here. */
  days = 2_000;
  #accounts: unknown;
  #providers: unknown;

  constructor(accounts: unknown = []) {
    this.#accounts = accounts;
  }

  accounts(): unknown {
    return this.#accounts;
  }

  async setAccounts(accounts: readonly unknown[]): Promise<void> {
    await flushPromises();
    this.edit(structuredClone(accounts));
  }

  /** As a person does in settings.json. */
  edit(accounts: unknown): void {
    this.#accounts = accounts;
    this.#changed.fire();
  }

  providers(): unknown {
    return this.#providers;
  }

  /** The definitions, as a person writes them. */
  declare(...providers: readonly unknown[]): void {
    this.#providers = providers;
    this.#changed.fire();
  }

  async setProviders(definitions: readonly unknown[]): Promise<void> {
    await flushPromises();
    this.declare(...structuredClone(definitions));
  }

  refreshMinutes(): number {
    return this.minutes;
  }

  statusBarChoice() {
    return "lowest" as const;
  }

  statusBarAlignment() {
    return "right" as const;
  }

  notifications(): boolean {
    return true;
  }

  hideAmounts(): boolean {
    return false;
  }

  historyDays(): number {
    return this.days;
  }

  async setStatusBarChoice(): Promise<void> {}
  async setHideAmounts(): Promise<void> {}
}
