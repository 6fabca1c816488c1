import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { onCleanUp } from "../../../scripts/helpers/cleanUp.ts";
import { type SampleProviders, startSampleProviders } from "../../../src/sample/startServer.ts";
import { userKeybindings } from "./userKeybindings.ts";
import { type WorkbenchContents, WorkbenchFixture } from "./workbenchFixture.ts";
import { WorkbenchUser } from "./workbenchUser.ts";

/** A command with its argument that is bound to a key. */
export interface BoundCommand {
  readonly command: string;
  readonly args?: unknown;
}

export interface WorkbenchSetup {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** JSON files in the open folder, by their paths in it. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** The display language; English when absent. Another one is tested in a served VS Code only. */
  readonly language?: string;
  /** The browser's time zone; it is tested in a served VS Code only. */
  readonly timeZone?: string;
  /** A script that runs in each frame before its own scripts. */
  readonly initScript?: string;
  /** Bound to Ctrl+Alt+1, Ctrl+Alt+2, …; see `WorkbenchUser.runBoundCommand`. */
  readonly bound?: (sample: SampleProviders) => readonly BoundCommand[];
}

const escapeKeys = ["Escape", "Escape", "Escape"];

let fixture: WorkbenchFixture | undefined;
onCleanUp(() => fixture?.close());

/**
 * Gives the tests of a `describe` a user at a VS Code in which the extension has never run, and new sample
 * providers. All suites share one VS Code and one window, which is reset for each suite. A VS Code in which a
 * test failed is closed.
 */
export function workbenchSuite(setup: WorkbenchSetup = {}): () => WorkbenchUser {
  let user: WorkbenchUser | undefined;
  let hasFailed = false;
  let settings = "";

  before(async () => {
    hasFailed = true;
    const sample = await startSampleProviders();
    sample.clock.freeze(Date.UTC(2026, 10, 18, 12));
    const contents = contentsOf(setup, sample);
    if (fixture) await fixture.reset(contents);
    else fixture = await WorkbenchFixture.open(contents);
    fixture.providerProxy.routeTo(sample);
    user = new WorkbenchUser(fixture, sample);
    await user.waitUntilReady();
    hasFailed = false;
  });

  beforeEach(() => {
    settings = readFileSync(fixture?.settingsFile ?? "", "utf8");
  });

  // A failed test must not affect the next one, nor its own second try, which has no state yet.
  afterEach(async function () {
    if (this.currentTest?.state === "passed" || !fixture || !user) return;
    hasFailed = true;
    const shots = process.env.CREDIT_MONITOR_TEST_SHOTS;
    if (shots !== undefined) {
      const name = String(this.currentTest?.fullTitle()).replaceAll(/\W+/g, "-");
      await user.window.screenshot(path.join(shots, `${name}.png`));
    }
    if (readFileSync(fixture.settingsFile, "utf8") === settings) return await user.press(...escapeKeys);
    writeFileSync(fixture.settingsFile, settings);
    await user.load();
  });

  after(async () => {
    await user?.sample.close();
    if (!hasFailed) return;
    const failedFixture = fixture;
    fixture = undefined;
    await failedFixture?.close();
  });

  return () => {
    if (!user) throw new Error("the user exists only inside tests");
    return user;
  };
}

function contentsOf(
  { settings = {}, files = {}, language, timeZone, initScript, bound }: WorkbenchSetup,
  sample: SampleProviders,
): WorkbenchContents {
  const commands = bound?.(sample) ?? [];
  const keys = commands.map((command, index) => ({ key: `ctrl+alt+${index + 1}`, ...command }));
  return { settings, files, language, timeZone, initScript, keys: [...keys, ...userKeybindings] };
}
