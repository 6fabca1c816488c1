import { mkdirSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { adapters, createJsonClient } from "../../src/providers/adapters.lazy.ts";
import { randomAt } from "../../src/sample/simulation/randomAt.ts";
import { parseEntry } from "../../src/services/accounts/accountSchema.lazy.ts";
import { createServices } from "../../src/services/createServices.ts";
import { watchFile } from "../../src/services/history/watchFile.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { MemorySettings } from "../helpers/memorySettings.ts";
import { declaredProvidersIn, memoryProviderIds } from "../helpers/providerCatalogue.ts";
import { FastClock } from "./fastClock.ts";
import { FileSecrets } from "./fileSecrets.ts";
import type { NewNote } from "./progressNote.ts";
import { recordCommits } from "./recordCommits.ts";
import type { WindowOptions } from "./windowOptions.ts";

/** All services of a window without its user interface, over real HTTP, a real database and a fast clock. */
export function openWindow(options: WindowOptions, note: (note: NewNote) => void) {
  const clock = new FastClock(options.clock);
  let count = 0;
  const random = () => {
    count += 1;
    return randomAt(options.seed, 900, count);
  };
  mkdirSync(options.storage, { recursive: true });
  const settings = new MemorySettings(options.accounts);
  const services = createServices({
    clock,
    random,
    settings,
    secrets: new FileSecrets(path.join(options.storage, "secrets")),
    loadDeclaredProviders: () => declaredProvidersIn(settings),
    knownProviderIds: memoryProviderIds(),
    parseEntry,
    loadTransport: async () => ({
      adapters,
      request: createJsonClient({
        userAgent: "credit-monitor/stress",
        now: () => clock.now(),
        timeoutMs: options.timeoutMs,
      }),
    }),
    openHistory: async (isSuspect) => {
      const opened = await openHistory(historyFile(options.storage), { isSuspect });
      if (opened.kind === "open") recordCommits(opened.store, note);
      return opened;
    },
    watchHistory: (onWrite) => watchFile(historyFile(options.storage), onWrite),
    isFocused: true,
    onReading: () => {},
    reportBug: (error) => note({ kind: "bug", text: inspect(error) }),
  });
  return { clock, services, random };
}

export function historyFile(storage: string): string {
  return path.join(storage, "history.db");
}
