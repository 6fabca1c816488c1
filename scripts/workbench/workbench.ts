import type { Profile } from "./profile.ts";
import type { WorkbenchWindow } from "./workbenchWindow.ts";

/** A real VS Code with installed extensions, on a desktop or served; several windows share its user data. */
export interface Workbench {
  readonly profile: Profile;
  /** Where a person's own browser finds it; absent on a desktop. */
  readonly url?: string;
  /** Opens a window on `folder`, else on the profile's, and waits until it shows. */
  openWindow(folder?: string): Promise<WorkbenchWindow>;
  close(): Promise<void>;
  /** Resolves when VS Code has ended, whoever ended it. */
  readonly closed: Promise<unknown>;
}

export interface WorkbenchOptions {
  /** Packaged extensions, `.vsix` files. */
  readonly extensions: readonly string[];
  /** User settings, on top of those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The opened folder's `.vscode/settings.json`. */
  readonly folderSettings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Of a served VS Code, for tests: see `CodeServerOptions`. */
  readonly hasFewBuiltIns?: boolean;
  /** Of a served window, for pictures: its size in CSS pixels, and device pixels for each of them. */
  readonly view?: { readonly width: number; readonly height: number; readonly pixelRatio: number };
}
