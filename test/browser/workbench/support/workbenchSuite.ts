import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  type ProviderAddresses,
  startProviderAddresses,
} from "../../../../scripts/demo/providerAddresses.ts";
import { onCleanUp } from "../../../../scripts/support/cleanUp.ts";
import { openTestWorkbench } from "../../../../scripts/testing/openTestWorkbench.ts";
import type { Workbench } from "../../../../scripts/workbench/workbench.ts";
import type { WorkbenchWindow } from "../../../../scripts/workbench/workbenchWindow.ts";
import { type SampleProviders, startSampleProviders } from "../../../../src/sample/sampleProviders.ts";
import { ownKeys, Person } from "./person.ts";

interface House {
  readonly workbench: Workbench;
  readonly window: WorkbenchWindow;
  readonly addresses: ProviderAddresses;
  /** The settings that keep VS Code quiet. */
  readonly quiet: Readonly<Record<string, unknown>>;
}

/** A command with its argument, as a person binds it to a key. */
export interface BoundCommand {
  readonly command: string;
  readonly args?: unknown;
}

export interface WorkbenchSetup {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Bound to Ctrl+Alt+1, Ctrl+Alt+2, …; see `Person.press`. */
  readonly bound?: (sample: SampleProviders) => readonly BoundCommand[];
}

const patienceMs = 12_000;
const loadMs = 40_000;

let house: Promise<House> | undefined;

/**
 * Gives the tests of a `describe` a person at a VS Code that has never seen the extension before, and
 * sample providers of its own. All suites share one VS Code and one window, which is loaded anew for each.
 */
export function workbenchSuite(setup: WorkbenchSetup = {}): () => Person {
  let person: Person | undefined;

  before(async () => {
    house ??= openHouse();
    const { workbench, window, addresses, quiet } = await house;
    const sample = await startSampleProviders();
    sample.clock.freeze(Date.UTC(2026, 10, 18, 12));
    addresses.leadTo(sample);
    const user = path.join(workbench.profile.userData, "User");
    writeJson(path.join(user, "settings.json"), { ...quiet, ...setup.settings });
    const bound = setup.bound?.(sample) ?? [];
    writeJson(path.join(user, "keybindings.json"), [
      ...bound.map((command, index) => ({ key: `ctrl+alt+${index + 1}`, ...command })),
      ...ownKeys,
    ]);
    rmSync(path.join(user, "globalStorage", "credit-monitor.credit-monitor"), {
      recursive: true,
      force: true,
    });
    person = new Person(window, sample, workbench.profile);
    await person.load();
  });

  afterEach(async function () {
    const shots = process.env.CREDIT_MONITOR_TEST_SHOTS;
    if (this.currentTest?.state === "failed" && shots !== undefined && person) {
      const name = this.currentTest.fullTitle().replaceAll(/\W+/g, "-");
      await person.window.screenshot(path.join(shots, `${name}.png`));
    }
  });

  after(async () => {
    await person?.sample.close();
  });

  return () => {
    if (!person) throw new Error("asked for outside of a test");
    return person;
  };
}

async function openHouse(): Promise<House> {
  const addresses = await startProviderAddresses();
  onCleanUp(() => addresses.close());
  const { settings, env } = addresses;
  const workbench = await openTestWorkbench({
    settings: { ...settings, "window.confirmBeforeClose": "never" },
    env,
  });
  const window = await workbench.openWindow();
  window.page.setDefaultTimeout(patienceMs);
  window.page.setDefaultNavigationTimeout(loadMs);
  const quiet = JSON.parse(
    readFileSync(path.join(workbench.profile.userData, "User", "settings.json"), "utf8"),
  );
  return { workbench, window, addresses, quiet };
}

function writeJson(file: string, content: unknown): void {
  writeFileSync(file, JSON.stringify(content, null, 2));
}
