import { launchProfile } from "../host/browser.ts";
import type { ServedHost } from "../host/host.ts";
import { installIntoServer, startCodeServer } from "./codeServer.ts";
import { newProfile } from "./profile.ts";
import type { Workbench, WorkbenchOptions } from "./workbench.ts";
import { WorkbenchWindow } from "./workbenchWindow.ts";

// Generous: it matters only where something fails.
const loadMs = 120_000;
const defaultView = { width: 1280, height: 800, pixelRatio: 1 };

/** A workbench in headless pages of one browser profile, which share storage as one user's tabs do. */
export async function servedWorkbench(host: ServedHost, options: WorkbenchOptions): Promise<Workbench> {
  const profile = newProfile(options.settings, options.folderSettings);
  const { width, height, pixelRatio } = options.view ?? defaultView;
  const launching = launchProfile(host.browser, {
    viewport: { width, height },
    deviceScaleFactor: pixelRatio,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  // The browser and the server start at the same time; when the server fails first, the browser ends with the
  // script.
  launching.catch(() => undefined);
  await installIntoServer(host, profile, options.extensions);
  const server = await startCodeServer(host, profile, options);
  const context = await launching;
  const address = (folder: string) => {
    const parameter = folder.endsWith(".code-workspace") ? "workspace" : "folder";
    return `${server.url}/?${parameter}=${encodeURIComponent(folder)}`;
  };
  return {
    profile,
    url: address(profile.folder),
    closed: server.process.ended,
    async openWindow(folder = profile.folder) {
      const page = await context.newPage();
      await page.goto(address(folder), { timeout: loadMs });
      return await WorkbenchWindow.waitUntilShown(page);
    },
    async close() {
      await context.close();
      await server.process.stop();
    },
  };
}
