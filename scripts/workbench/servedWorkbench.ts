import type { ServedHost } from "../host/host.ts";
import { installIntoServer, startCodeServer } from "./codeServer.ts";
import { launchBrowser } from "./launchBrowser.ts";
import { newProfile } from "./profile.ts";
import type { Workbench, WorkbenchOptions } from "./workbench.ts";
import { WorkbenchWindow } from "./workbenchWindow.ts";

const usualView = { width: 1280, height: 800, pixelRatio: 1 };

/** A workbench in headless pages of one browser context: they share storage as one person's tabs do. */
export async function servedWorkbench(host: ServedHost, options: WorkbenchOptions): Promise<Workbench> {
  const profile = newProfile(options.settings, options.folderSettings);
  const driving = launchBrowser(host.browser);
  // Both at once; should the other fail first, the browser still ends with the script.
  driving.catch(() => undefined);
  await installIntoServer(host, profile, options.extensions);
  const server = await startCodeServer(host, profile, options);
  const browser = await driving;
  const { width, height, pixelRatio } = options.view ?? usualView;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: pixelRatio,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const address = (folder: string) => `${server.url}/?folder=${encodeURIComponent(folder)}`;
  return {
    profile,
    url: address(profile.folder),
    closed: server.process.ended,
    async openWindow(folder = profile.folder) {
      const page = await context.newPage();
      await page.goto(address(folder));
      return await WorkbenchWindow.whenShown(page);
    },
    async close() {
      await browser.close();
      await server.process.stop();
    },
  };
}
