import { Emitter } from "../../src/services/common/emitter.ts";
import type { Settings } from "../../src/services/common/settings.ts";
import { flushPromises } from "./fakeClock.ts";

/** Settings in memory. As in VS Code, a write is asynchronous, and the event fires before it resolves. */
export class MemorySettings implements Settings {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = (listener: () => void) => this.#changed.event(listener);
  minutes = 5;
  /** Longer ago than the oldest entry of any ledger in the tests. */
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

  /** Changes the accounts as a user does in settings.json. */
  edit(accounts: unknown): void {
    this.#accounts = accounts;
    this.#changed.fire();
  }

  providers(): unknown {
    return this.#providers;
  }

  /** Writes provider definitions as a user does in settings.json. */
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

  statusBar() {
    return {
      show: "lowest",
      alignment: "right",
      priority: 90,
      template: "",
      itemPerAccount: false,
    } as const;
  }

  isGroupedByProvider(): boolean {
    return false;
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

  async setStatusBar(): Promise<void> {}
  async setGroupedByProvider(): Promise<void> {}
  async setHideAmounts(): Promise<void> {}
}
