import { SettingsJournal } from "../../src/services/accounts/settingsJournal.ts";
import type { Clock } from "../../src/services/common/clock.ts";
import { Leases } from "../../src/services/coordination/leases.ts";

/** The settings journal of a window that shares nothing with any other window. */
export function unsharedJournal(clock: Clock): SettingsJournal {
  const coordinator = { coordinate: async () => undefined };
  return new SettingsJournal({ coordinator, leases: new Leases(coordinator, clock), clock });
}
