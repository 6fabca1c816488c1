import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { scratchFolder } from "../helpers/scratchFolder.ts";

type Settings = Readonly<Record<string, unknown>>;

/** The folders that one VS Code uses; gone when the script ends. */
export interface Profile {
  readonly userData: string;
  readonly extensions: string;
  /** What VS Code opens. */
  readonly folder: string;
}

const quiet: Settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "remote.autoForwardPorts": false,
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

function writeJson(file: string, content: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content, null, 2));
}
