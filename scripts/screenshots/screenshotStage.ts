import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { type SampleProviders, startSampleProviders } from "../../src/sample/startServer.ts";
import { type ProviderAddresses, startProviderAddresses } from "../demo/providerAddresses.ts";
import { onCleanUp } from "../helpers/cleanUp.ts";
import { root } from "../helpers/root.ts";
import type { Host } from "../host/host.ts";
import { openWorkbench } from "../workbench/workbench.ts";
import type { WorkbenchWindow } from "../workbench/workbenchWindow.ts";
import { picturedAccounts } from "./screenshotAccounts.ts";

const view = { width: 1040, height: 760, pixelRatio: 1.5 };

const plain = {
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "workbench.sideBar.location": "right",
};

/** A VS Code that is made to be photographed, with the providers' own addresses led to samples. */
export interface Studio {
  readonly window: WorkbenchWindow;
  readonly sample: SampleProviders;
  /** Adds all accounts at once. */
  addAccounts(): Promise<void>;
  /** Takes a picture of places on the screen, with so many pixels around them, into a folder of media. */
  take(name: string, margin: number, ...places: readonly Locator[]): Promise<void>;
}

export async function openStudio(host: Host, vsix: string): Promise<Studio> {
  const sample = await startSampleProviders();
  const addresses: ProviderAddresses = await startProviderAddresses();
  onCleanUp(() => addresses.close());
  addresses.leadTo(sample);
  const settings = { ...addresses.settings, ...plain };
  const workbench = await openWorkbench(host, { extensions: [vsix], settings, env: addresses.env, view });
  const adding = picturedAccounts(sample).map((args) => ({ command: "creditMonitor.addAccount", args }));
  writeFileSync(
    path.join(workbench.profile.userData, "User", "keybindings.json"),
    JSON.stringify([{ key: "ctrl+alt+1", command: "runCommands", args: { commands: adding } }]),
  );
  const window = await workbench.openWindow();
  await window.statusBarItem().getByText("Add account").waitFor();
  await window.runCommand("View: Close Primary Side Bar");
  return {
    window,
    sample,
    addAccounts: async () => {
      await window.page.keyboard.press("Control+Alt+1");
      await window.statusBarItem().getByText("COALS").waitFor();
    },
    take: async (name, margin, ...places) => {
      const boxes = (await Promise.all(places.map((place) => place.boundingBox()))).filter(
        (box) => box !== null,
      );
      const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - margin);
      const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - margin);
      const { width: across = 0, height: down = 0 } = window.page.viewportSize() ?? {};
      const right = Math.min(across, Math.max(...boxes.map(({ x, width }) => x + width)) + margin);
      const bottom = Math.min(down, Math.max(...boxes.map(({ y, height }) => y + height)) + margin);
      await window.page.screenshot({
        path: path.join(root, "media", `${name}.png`),
        clip: { x: left, y: top, width: right - left, height: bottom - top },
        animations: "disabled",
        caret: "hide",
      });
    },
  };
}
