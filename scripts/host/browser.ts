import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Browser as Driven,
  type LaunchOptions,
} from "playwright-core";
import { onCleanUp, scratchFolder, UserError } from "../helpers/cleanUp.ts";
import { log } from "../helpers/log.ts";
import { cleanEnvironment, run, runNpm } from "../helpers/process.ts";
import { type Browser, versions } from "./host.ts";
import { installOnce } from "./installOnce.ts";

/** Playwright's names of browsers that may be installed; it knows where each system keeps them. */
const channels = ["chrome", "msedge"];

// The package's own configuration names folders of a cloud function.
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

// They let it run on a machine without a sandbox, a GPU or the internet.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The browser that `CREDIT_MONITOR_BROWSER` names; else the pinned one from npm, so that all machines run the
 * same; else an installed Chrome or Edge. Throws when there is none.
 */
export async function chooseBrowser(): Promise<Browser> {
  const executable = process.env.CREDIT_MONITOR_BROWSER;
  // A person who names a browser wants that one, not another that happens to work.
  if (executable) return await describe({ name: executable, executable });
  const reasons: string[] = [];
  const candidates = [
    pinnedChromium,
    ...channels.map((channel) => () => describe({ name: channel, channel })),
  ];
  for (const candidate of candidates) {
    try {
      return await candidate();
    } catch (error) {
      const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
      reasons.push(reason);
      log(`browser: ${reason}`);
    }
  }
  throw new UserError(
    `There is no browser. Set CREDIT_MONITOR_BROWSER to a Chromium.\n${reasons.join("\n")}`,
  );
}

/** Starts a headless browser that ends with the script. */
export async function launchBrowser(browser: Browser): Promise<Driven> {
  const driven = await chromium.launch(launchOptions(browser));
  onCleanUp(() => driven.close());
  return driven;
}

/**
 * Starts a headless browser with one profile on disk, which ends with the script. In a profile in memory, Chromium keeps no
 * compiled scripts: there, each load of VS Code takes twice the processor time.
 */
export async function launchProfile(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  const folder = scratchFolder("browser");
  const context = await chromium.launchPersistentContext(folder, { ...launchOptions(browser), ...options });
  onCleanUp(() => context.close());
  return context;
}

function launchOptions({ executable, channel, env }: Browser): LaunchOptions {
  return {
    ...(executable === undefined ? {} : { executablePath: executable }),
    ...(channel === undefined ? {} : { channel }),
    args: flags,
    env: cleanEnvironment(env),
    // The scripts stop it themselves on a signal, after the processes that depend on it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}

/** The same browser with its version in its name; throws when it does not start. */
async function describe(browser: Browser): Promise<Browser> {
  const driven = await launchBrowser(browser);
  const version = driven.version();
  await driven.close();
  return { ...browser, name: `${browser.name} ${version}` };
}

/** The Chromium that an npm package ships with its libraries and a font, for Linux on x64 only. */
async function pinnedChromium(): Promise<Browser> {
  const { platform, arch } = process;
  if (platform !== "linux" || arch !== "x64")
    throw new Error(`npm ships no Chromium for ${platform} ${arch}`);
  const folder = await installOnce(`chromium-${versions.chromium}`, async (target) => {
    const parcel = path.join(target, "parcel");
    await mkdir(parcel);
    await writeFile(path.join(parcel, "package.json"), '{ "private": true }\n');
    const name = `@sparticuz/chromium@${versions.chromium}`;
    await runNpm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", name], parcel);
    // It unpacks into the temporary folder, and its libraries only when it finds a cloud function's environment.
    const script = 'import("@sparticuz/chromium").then((it) => it.default.executablePath())';
    const env = { TMPDIR: target, AWS_EXECUTION_ENV: "nodejs24.x" };
    await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: parcel, env });
    await rm(parcel, { recursive: true, force: true });
    await writeFile(path.join(target, "fonts", "fonts.conf"), fontsConfiguration);
  });
  const libraries = [path.join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH];
  const hasFonts = existsSync("/etc/fonts/fonts.conf");
  return {
    name: `Chromium ${versions.chromium} from npm`,
    executable: path.join(folder, "chromium"),
    env: {
      LD_LIBRARY_PATH: libraries.filter((entry) => entry !== undefined && entry !== "").join(path.delimiter),
      ...(hasFonts ? {} : { FONTCONFIG_PATH: path.join(folder, "fonts") }),
    },
  };
}
