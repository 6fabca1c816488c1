import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { pathOf } from "./launcher.ts";

export interface ToolFolder {
  readonly path: string;
  readonly isOnPath: boolean;
}

export interface FolderOptions {
  /** The value of `PATH`. */
  readonly pathVariable: string;
  readonly home: string;
  readonly platform: string;
}

/** Folders that another program fills and clears, so that a file of ours would not stay. */
const managed = /(^|[\\/])(remote-cli|\.bin|WindowsApps)[\\/]?$/i;

/** The absolute folders of the PATH in their order, each once. */
export function pathFolders({ pathVariable, platform }: FolderOptions): readonly string[] {
  const path = pathOf(platform);
  const folders = pathVariable
    .split(path.delimiter)
    .map((entry) => (platform === "win32" ? entry.replaceAll('"', "").trim() : entry))
    .filter((entry) => path.isAbsolute(entry))
    .map((entry) => path.resolve(entry));
  const seen = new Set<string>();
  return folders.filter((folder) => {
    const id = folderId(folder, platform);
    return !seen.has(id) && seen.add(id);
  });
}

/**
 * The folders that the user may choose for the tool: those of the PATH in the user's home that can be written to, then the
 * customary ones that are not on the PATH, then other folders of the PATH that can be written to.
 */
export async function findToolFolders(options: FolderOptions): Promise<readonly ToolFolder[]> {
  const { home, platform } = options;
  const path = pathOf(platform);
  const onPath = pathFolders(options).filter((folder) => !managed.test(folder));
  const flags = await Promise.all(onPath.map(isWritableFolder));
  const writable = onPath.filter((_, index) => flags[index]);
  const isInHome = (folder: string) =>
    folderId(folder, platform).startsWith(folderId(home + path.sep, platform));
  const customary = platform === "win32" ? [] : [path.join(home, ".local", "bin"), path.join(home, "bin")];
  const rank = (folder: string) => (customary.includes(folder) ? 0 : isInHome(folder) ? 1 : 2);
  const listed = (wanted: (folder: string) => boolean) =>
    writable.filter(wanted).map((folder) => ({ path: folder, isOnPath: true }));
  return [
    ...listed((folder) => rank(folder) === 0),
    ...listed((folder) => rank(folder) === 1),
    ...customary
      .filter((folder) => !onPath.includes(folder))
      .map((folder) => ({ path: folder, isOnPath: false })),
    ...listed((folder) => rank(folder) === 2),
  ];
}

export function isOnPath(folder: string, options: FolderOptions): boolean {
  const id = folderId(pathOf(options.platform).resolve(folder), options.platform);
  return pathFolders(options).some((entry) => folderId(entry, options.platform) === id);
}

/** The line of a shell's startup file that adds the folder; its home is written as `$HOME`. */
export function pathLine(folder: string, home: string): string {
  const isInHome = folder.startsWith(`${home}/`);
  const text = (isInHome ? folder.slice(home.length) : folder).replace(/[\\"$`]/g, "\\$&");
  return `export PATH="${isInHome ? "$HOME" : ""}${text}:$PATH"`;
}

function folderId(folder: string, platform: string): string {
  return platform === "win32" ? folder.toLowerCase() : folder;
}

async function isWritableFolder(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}
