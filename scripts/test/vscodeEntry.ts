import { globSync } from "node:fs";
import path from "node:path";
import type Mocha from "mocha";
import { version } from "vscode";
import { minuteMs } from "../../src/core/time/durations.ts";
import { EventReporter } from "./eventReporter.ts";
import { retryCount } from "./testEvents.ts";

/** `require` returns mocha's class itself in Node 24, and its exports in Node 22. */
function loadMocha(): typeof Mocha {
  const loaded: typeof Mocha | { readonly default: typeof Mocha } = require("mocha");
  return "default" in loaded ? loaded.default : loaded;
}

/** VS Code calls this in its extension host. It runs the bundled tests beside it, and throws when some failed. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { CREDIT_MONITOR_TEST_GREP: grep } = process.env;
  const mocha = new (loadMocha())({
    ui: "bdd",
    timeout: minuteMs,
    retries: grep === undefined ? retryCount : 0,
    fullTrace: true,
    reporter: EventReporter,
    reporterOptions: { runtime: `VS Code ${version}, Node ${process.version}` },
    ...(grep === undefined ? { forbidOnly: true } : { grep }),
  });
  for (const file of globSync("**/*.test.cjs", { cwd: __dirname }).sort()) {
    mocha.addFile(path.join(__dirname, file));
  }
  await mocha.loadFilesAsync();
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} failed`);
}
