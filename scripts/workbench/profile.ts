import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { scratchFolder } from "../helpers/cleanUp.ts";

type Settings = Readonly<Record<string, unknown>>;

/** The folders that one VS Code uses; deleted when the script ends. */
export interface Profile {
  readonly userData: string;
  readonly extensions: string;
  /** The folder that VS Code opens. */
  readonly folder: string;
}

/** They keep VS Code from asking, updating and showing what is not under test. */
const quiet: Settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "remote.autoForwardPorts": false,
  // Otherwise a served VS Code looks through all processes for ports, for 1 to 3 s of the processor in a minute.
  "remote.autoForwardPortsSource": "output",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.autoDetectColorScheme": false,
  "workbench.colorTheme": "Dark Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/** They spare frames that no test looks at: a browser without a GPU draws them on the processor. */
export const fewFrames: Settings = {
  "editor.cursorBlinking": "solid",
  "workbench.reduceMotion": "on",
};

/** A fresh profile with the user's settings, and a folder with its own `.vscode/settings.json` if given. */
export function newProfile(settings: Settings = {}, folderSettings?: Settings): Profile {
  const base = scratchFolder("vscode");
  const profile = {
    userData: path.join(base, "data"),
    extensions: path.join(base, "extensions"),
    folder: path.join(base, "folder"),
  };
  for (const folder of Object.values(profile)) mkdirSync(folder);
  writeJson(path.join(profile.userData, "User", "settings.json"), { ...quiet, ...settings });
  if (folderSettings) writeJson(path.join(profile.folder, ".vscode", "settings.json"), folderSettings);
  return profile;
}

/** Where VS Code makes the extension keep its database. */
export function historyFile({ userData }: Profile): string {
  return path.join(userData, "User", "globalStorage", "credit-monitor.credit-monitor", "history.db");
}

const maxLogLines = 20;
/** VS Code's own stack frames, and errors that code-server always logs. */
const irrelevant = /^\s*$|\/out\/vs\/|extensionHostProcess|node:internal|watchdog| \[(info|debug|trace)\] /;

/** The last lines of the extension's own log, and errors of its extension host. */
export function logLines(profile: Profile): string {
  const cwd = path.join(profile.userData, "logs");
  if (!existsSync(cwd)) return "";
  const linesOf = (file: string) => readFileSync(path.join(cwd, file), "utf8").split("\n");
  const own = globSync("**/credit-monitor.*/*.log", { cwd }).flatMap(linesOf);
  const host = globSync("**/*exthost.log", { cwd }).flatMap(linesOf);
  return [...own, ...host.filter((line) => !irrelevant.test(line))].slice(-maxLogLines).join("\n");
}

function writeJson(file: string, content: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content, null, 2));
}
