import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { minuteMs } from "../../src/core/time/durations.ts";
import { type SampleProviders, startSampleProviders } from "../../src/sample/startServer.ts";
import { extensionId } from "../../src/ui/context/ids.ts";
import { startProviderProxy } from "../demo/providerProxy.ts";
import { onCleanUp, scratchFolder } from "../helpers/cleanUp.ts";
import type { Host } from "../host/host.ts";
import { setDisplayLanguage } from "../workbench/displayLanguage.ts";
import { openWorkbench } from "../workbench/workbench.ts";
import type { WorkbenchWindow } from "../workbench/workbenchWindow.ts";
import { compressPicture } from "./compressPicture.ts";

const view = { width: 1040, height: 760, pixelRatio: 1.5 };

/** They hide what would distract in a picture. */
const plain = {
  "creditMonitor.notifications": false,
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
  // A terminal whose text can be read by a script, with a prompt of one character.
  "terminal.integrated.gpuAcceleration": "off",
  "terminal.integrated.shellIntegration.enabled": false,
  "terminal.integrated.profiles.linux": {
    plain: { path: "bash", args: ["--norc", "--noprofile"], env: { PS1: "$ " } },
  },
  "terminal.integrated.defaultProfile.linux": "plain",
};
const withoutActivityBar = {
  "workbench.activityBar.location": "hidden",
  "workbench.sideBar.location": "right",
};

/** Hides what only a served VS Code has in its status bar. */
const servedOnly = '[id="status.workbench.keyboardLayout"] { display: none !important; }';

/** Commands that are bound to keys, because their names in the palette depend on the language. */
const boundCommands = {
  addAccount: "creditMonitor.addAccount",
  editAccount: "creditMonitor.editAccount",
  checkCredits: "creditMonitor.checkCredits",
  trySample: "creditMonitor.trySample",
  openPanel: "creditMonitor.openPanel",
  openSettings: "workbench.action.openSettings",
  openOverview: "creditMonitor.openOverview",
  focusView: "creditMonitor.accounts.focus",
  toggleSideBar: "workbench.action.toggleSidebarVisibility",
  clearNotifications: "notifications.clearAll",
} as const;

/** A VS Code for screenshots, in which the providers' own addresses lead to the sample server. */
export interface ScreenshotStage {
  readonly window: WorkbenchWindow;
  /** A folder on the PATH. */
  readonly toolFolder: string;
  /** Adds an account of each provider at once. */
  addAccounts(): Promise<void>;
  /** Adds a second account of two providers, one with a long name. */
  addFurtherAccounts(): Promise<void>;
  run(command: keyof typeof boundCommands): Promise<void>;
  /** Writes a picture of targets on the screen, with `margin` pixels around them. */
  capture(name: string, margin: number, ...targets: readonly Locator[]): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** The packaged extension. */
  readonly vsix: string;
  /** The display language; English when absent. */
  readonly language?: string;
  /** The name of a colour theme; Dark Modern when absent. */
  readonly theme?: string;
  /** Of the window, in CSS pixels. */
  readonly width?: number;
  readonly hasActivityBar?: boolean;
  /** Where the pictures are written. */
  readonly folder: string;
}

export async function openScreenshotStage(
  host: Host,
  { vsix, language, theme, width, hasActivityBar = false, folder }: StageOptions,
): Promise<ScreenshotStage> {
  const sample = await startSampleProviders();
  const proxy = await startProviderProxy();
  onCleanUp(() => proxy.close());
  proxy.routeTo(sample);
  const toolFolder = path.join(scratchFolder("tools"), "bin");
  mkdirSync(toolFolder);
  const workbench = await openWorkbench(host, {
    extensions: [vsix],
    settings: {
      ...proxy.settings,
      ...plain,
      ...(hasActivityBar ? {} : withoutActivityBar),
      ...(theme === undefined ? {} : { "workbench.colorTheme": theme }),
    },
    env: {
      ...proxy.env,
      PATH: [toolFolder, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
    },
    view: width === undefined ? view : { ...view, width },
  });
  const addAll = (accounts: ReturnType<typeof accountsOf>) => ({
    command: "runCommands",
    args: { commands: accounts.map((args) => ({ command: boundCommands.addAccount, args })) },
  });
  const names = Object.keys(boundCommands);
  const keyOf = (name: string) => `ctrl+alt+${"234567890acd"[names.indexOf(name)]}`;
  const keys = Object.entries(boundCommands).map(([name, command]) => ({
    key: keyOf(name),
    command,
    ...(name === "openSettings" ? { args: `@ext:${extensionId}` } : {}),
    // With an argument it shows nothing itself.
    ...(name === "trySample" ? { args: {} } : {}),
  }));
  writeFileSync(
    path.join(workbench.profile.userData, "User", "keybindings.json"),
    JSON.stringify([
      { key: "ctrl+alt+1", ...addAll(accountsOf(sample)) },
      { key: "ctrl+alt+e", ...addAll(furtherAccountsOf(sample)) },
      ...keys,
    ]),
  );
  setDisplayLanguage(workbench.profile, language);
  const window = await workbench.openWindow();
  window.page.setDefaultTimeout(minuteMs);
  await window.statusBarItem().locator("a").waitFor();
  await window.page.addStyleTag({ content: servedOnly });
  await window.runCommand("View: Close Primary Side Bar");
  return {
    window,
    toolFolder,
    addAccounts: async () => {
      await window.page.keyboard.press("Control+Alt+1");
      await window.statusBarItem().getByText("EasySlip").waitFor();
    },
    addFurtherAccounts: () => window.page.keyboard.press("Control+Alt+e"),
    close: () => workbench.close(),
    run: (name) => window.page.keyboard.press(keyOf(name).replace("ctrl+alt", "Control+Alt")),
    capture: async (name, margin, ...targets) => {
      const found = await Promise.all(targets.map((target) => target.boundingBox()));
      const boxes = found.filter((box) => box !== null);
      const { width: viewWidth = 0, height: viewHeight = 0 } = window.page.viewportSize() ?? {};
      const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - margin);
      const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - margin);
      const right = Math.min(viewWidth, Math.max(...boxes.map(({ x, width }) => x + width)) + margin);
      const bottom = Math.min(viewHeight, Math.max(...boxes.map(({ y, height }) => y + height)) + margin);
      const picture = await window.page.screenshot({
        clip: { x: left, y: top, width: right - left, height: bottom - top },
        animations: "disabled",
        caret: "hide",
      });
      writeFileSync(path.join(folder, `${name}.png`), compressPicture(picture));
    },
  };
}

/** The arguments of `addAccount`, with amounts that show different states. */
function accountsOf({
  accounts,
  baseUrl,
  credentials,
}: SampleProviders): readonly Readonly<Record<string, unknown>>[] {
  accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
  accounts.set("depicta", { balance_eur: "12.345678", held_eur: "0.450000" });
  accounts.set("easySlip", {
    usedQuota: "33250",
    maxQuota: "35000",
    remainingQuota: "1750",
    currentCredit: "0",
  });
  accounts.set("coals", {
    quota_monthly: "1000",
    used_this_month: "1000",
    remaining_quota: "0",
    balance: "42.50",
    can_convert: true,
  });
  const { poof, depicta, richUtilities, easySlip, coals } = credentials;
  const { email, password } = richUtilities;
  return [
    { provider: "poof", key: poof.key },
    { provider: "depicta", key: depicta.key },
    { provider: "richUtilities", baseUrl: baseUrl("richUtilities"), email, password },
    { provider: "coals", label: "COALS", key: coals.key },
    // The last one is the one that the status bar shows.
    { provider: "easySlip", key: easySlip.key },
  ];
}

function furtherAccountsOf({
  credentials: { poof, depicta },
}: SampleProviders): readonly Readonly<Record<string, unknown>>[] {
  return [
    { provider: "poof", label: "Customer support production, Europe", key: poof.key },
    { provider: "depicta", label: "Marketing", key: depicta.key },
  ];
}
