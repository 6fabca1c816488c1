import type { Host } from "../host/host.ts";
import { desktopWorkbench } from "./desktopWorkbench.ts";
import type { Profile } from "./profile.ts";
import { servedWorkbench } from "./servedWorkbench.ts";
import type { WorkbenchWindow } from "./workbenchWindow.ts";

/** A real VS Code with installed extensions, on a desktop or served; several windows share its user data. */
export interface Workbench {
  readonly profile: Profile;
  /** The address for the reader's own browser; absent on a desktop. */
  readonly url?: string;
  /** Opens a window on a folder or a `.code-workspace` file, by default the profile's folder, and waits until it shows. */
  openWindow(folder?: string): Promise<WorkbenchWindow>;
  close(): Promise<void>;
  /** Resolves when VS Code has ended, for whatever reason. */
  readonly closed: Promise<unknown>;
}

export interface WorkbenchOptions {
  /** Packaged extensions, `.vsix` files. */
  readonly extensions: readonly string[];
  /** User settings, in addition to those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The opened folder's `.vscode/settings.json`. */
  readonly folderSettings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** For a served VS Code in tests: see `CodeServerOptions`. */
  readonly hasFewBuiltIns?: boolean;
  /** For screenshots of a served window: its size in CSS pixels, and device pixels for each of them. */
  readonly view?: { readonly width: number; readonly height: number; readonly pixelRatio: number };
}

/** Starts a workbench on either kind of host. It ends with the script, if it is not closed before. */
export async function openWorkbench(host: Host, options: WorkbenchOptions): Promise<Workbench> {
  return host.kind === "served"
    ? await servedWorkbench(host, options)
    : await desktopWorkbench(host, options);
}
