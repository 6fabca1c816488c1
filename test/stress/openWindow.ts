import { mkdirSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { adapters, createJsonClient } from "../../src/providers/adapters.lazy.ts";
import { noise } from "../../src/sample/simulation/noise.ts";
import { createServices } from "../../src/services/createServices.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { MemorySettings } from "../helpers/memorySettings.ts";
import { declaredProvidersIn, memoryProviderIds } from "../helpers/providerCatalogue.ts";
import { FastClock } from "./fastClock.ts";
import { FileSecrets } from "./fileSecrets.ts";
import type { Deposition } from "./progressNote.ts";
import { noteCommits } from "./recordCommits.ts";
import type { WindowOrder } from "./windowOptions.ts";

/** All of a window but its screen, over real HTTP, a real database and a clock that hurries. */
export function openWindow(order: WindowOrder, note: (note: Deposition) => void) {
  const clock = new FastClock(order.clock);
  let drawn = 0;
  const random = () => {
    drawn += 1;
    return noise(order.seed, 900, drawn);
  };
  mkdirSync(order.storage, { recursive: true });
  const settings = new MemorySettings(order.accounts);
  const house = createServices({
    clock,
    random,
    settings,
    secrets: new FileSecrets(path.join(order.storage, "secrets")),
    loadDeclaredProviders: () => declaredProvidersIn(settings),
    knownProviders: memoryProviderIds(),
    loadTransport: async () => ({
      adapters,
      request: createJsonClient({
        userAgent: "credit-monitor/stress",
        now: () => clock.now(),
        timeoutMs: order.timeoutMs,
      }),
    }),
    openHistory: async (isSuspect) => {
      const opened = await openHistory(historyFile(order.storage), { isSuspect });
      if (opened.kind === "open") noteCommits(opened.store, note);
      return opened;
    },
    isFocused: true,
    onReading: () => {},
    reportBug: (error) => note({ kind: "bug", text: inspect(error) }),
  });
  return { clock, house, random };
}

export function historyFile(storage: string): string {
  return path.join(storage, "history.db");
}
