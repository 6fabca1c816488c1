import { chromium, type Browser as Driven } from "playwright-core";
import { cleanEnvironment } from "../helpers/cleanEnvironment.ts";
import { onCleanUp } from "../helpers/cleanUp.ts";
import type { Browser } from "../host/host.ts";

// A machine without a sandbox, a GPU or the internet must do.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless browser that ends with the script. */
export async function launchBrowser(browser: Browser): Promise<Driven> {
  const driven = await chromium.launch({
    executablePath: browser.executable,
    args: flags,
    env: cleanEnvironment(browser.env),
    // Ours stop it, after what depends on it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  onCleanUp(() => driven.close());
  return driven;
}
