import { SettingsJournal } from "../../src/services/accounts/settingsJournal.ts";
import type { Clock } from "../../src/services/common/clock.ts";
import { Leases } from "../../src/services/coordination/leases.ts";

/** The notes of a window that shares nothing with any other. */
export function unsharedJournal(clock: Clock): SettingsJournal {
  const shared = { share: async () => undefined };
  return new SettingsJournal({ shared, leases: new Leases(shared, clock), clock });
}
