import { constants } from "node:fs";
import { access, lstat, mkdir, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFileAtomically } from "../../store/writeFileAtomically.ts";
import { errorCode } from "./toolShim.ts";

/** A configuration file as it is on disk. */
export interface ConfigFile {
  readonly path: string;
  /** The text without its byte order mark; `undefined` where there is no file. */
  readonly text: string | undefined;
  readonly hasByteOrderMark: boolean;
  /** The permissions, which a written file keeps. */
  readonly mode: number;
}

/**
 * Why a file is left as it is. `link`: it is a symbolic link, whose target another program may manage. `notFile`: a folder or
 * a device. `encoding`: it is not UTF-8. `changed`: another program wrote it meanwhile. Otherwise the code of the system.
 */
export interface FileProblem {
  readonly kind: "link" | "notFile" | "encoding" | "changed" | "system";
  readonly detail: string;
}

export type FileResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: FileProblem };

const byteOrderMark = "\uFEFF";
/** The file may later hold keys of other servers, so a new one is for the user alone. */
const newFileMode = 0o600;

/** Reads a file that may be changed. A missing one is no problem. */
export async function readConfigFile(path: string): Promise<FileResult<ConfigFile>> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return failed("link", path);
    if (!stats.isFile()) return failed("notFile", path);
    await access(path, constants.R_OK | constants.W_OK);
    const text = decode(await readFile(path));
    if (text === undefined) return failed("encoding", path);
    const hasByteOrderMark = text.startsWith(byteOrderMark);
    const mode = stats.mode & 0o7777;
    return {
      ok: true,
      value: { path, text: hasByteOrderMark ? text.slice(1) : text, hasByteOrderMark, mode },
    };
  } catch (error) {
    const code = errorCode(error);
    if (code !== "ENOENT") return failed("system", code);
    return { ok: true, value: { path, text: undefined, hasByteOrderMark: false, mode: newFileMode } };
  }
}

/** Writes the text in the place of what was read; `undefined` deletes the file. */
export async function writeConfigFile(
  file: ConfigFile,
  text: string | undefined,
): Promise<FileResult<undefined>> {
  try {
    if (text === undefined) {
      if (!(await isUnchanged(file))) return failed("changed", file.path);
      await rm(file.path);
      return { ok: true, value: undefined };
    }
    await mkdir(dirname(file.path), { recursive: true });
    let isChanged = false;
    const write = async (append: (text: string) => Promise<void>) => {
      await append(`${file.hasByteOrderMark ? byteOrderMark : ""}${text}`);
      // As late as possible: an agent that runs may write its configuration at any time.
      isChanged = !(await isUnchanged(file));
      if (isChanged) throw Object.assign(new Error("the file was changed"), { code: "EBUSY" });
    };
    try {
      await writeFileAtomically(file.path, write, file.mode);
    } catch (error) {
      if (isChanged) return failed("changed", file.path);
      throw error;
    }
    return { ok: true, value: undefined };
  } catch (error) {
    return failed("system", errorCode(error));
  }
}

async function isUnchanged(file: ConfigFile): Promise<boolean> {
  const now = await readConfigFile(file.path);
  return now.ok && now.value.text === file.text && now.value.hasByteOrderMark === file.hasByteOrderMark;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function failed(
  kind: FileProblem["kind"],
  detail: string,
): { readonly ok: false; readonly problem: FileProblem } {
  return { ok: false, problem: { kind, detail } };
}
