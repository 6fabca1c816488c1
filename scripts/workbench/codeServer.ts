import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { minuteMs } from "../../src/core/time/durations.ts";
import { run, StartedProcess } from "../helpers/process.ts";
import type { ServedHost } from "../host/host.ts";
import type { Profile } from "./profile.ts";

const startMs = minuteMs;
/** How long the extensions of a page that was closed live on; VS Code's own default is hours. */
const graceSeconds = 2;
/**
 * Themes and file icons, which are visible beside the extension, and a debugger, for a launch that checks
 * credits first.
 */
const neededBuiltIns = ["theme-defaults", "theme-seti", "ms-vscode.js-debug"];

/** A running code-server on a free loopback port. */
export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `127.0.0.1:PORT`, the authority of `vscode-remote:` addresses. */
  readonly authority: string;
  readonly process: StartedProcess;
}

export interface CodeServerOptions {
  /** Extension hosts inherit it. */
  readonly env?: Readonly<Record<string, string>>;
  /** For tests: without the built-in extensions that no test needs. */
  readonly hasFewBuiltIns?: boolean;
  /** Runs the test suite that a page's payload names; in return, no notification shows by itself. */
  readonly isForSuites?: boolean;
}

/** Starts code-server; resolves once it answers. */
export async function startCodeServer(
  host: ServedHost,
  profile: Profile,
  options: CodeServerOptions = {},
): Promise<CodeServer> {
  const server = startProcess(host, profile, options);
  let end: string | undefined;
  server.ended.then(
    (code) => {
      end = `ended with ${code}`;
    },
    (error) => {
      end = String(error);
    },
  );
  for (const until = Date.now() + startMs; Date.now() < until && end === undefined; await wait(50)) {
    const url = /HTTP server listening on (http:\/\/[\d.:]+)/.exec(server.output)?.[1];
    if (url !== undefined) return { url, authority: new URL(url).host, process: server };
  }
  await server.stop();
  throw new Error(`code-server ${end ?? "did not start in time"}:\n${server.output}`);
}

/** Installs packaged extensions into a profile before its server starts. */
export async function installIntoServer(
  host: ServedHost,
  profile: Profile,
  files: readonly string[],
): Promise<void> {
  const [command, ...args] = host.command;
  const installs = files.flatMap((file) => ["--install-extension", file]);
  await run(command, [...args, ...folders(profile), ...installs], { env: confinement(profile) });
}

function startProcess(
  host: ServedHost,
  profile: Profile,
  { env = {}, hasFewBuiltIns = false, isForSuites = false }: CodeServerOptions,
): StartedProcess {
  const [command, ...args] = host.command;
  const options = [
    ...folders(profile),
    ...["--auth", "none", "--bind-addr", "127.0.0.1:0"],
    ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"],
    "--disable-getting-started-override",
    ...serverOptions(host, profile, { hasFewBuiltIns, isForSuites }),
  ];
  // Keeps an older one from asking a login shell for its environment.
  const isFromCli = host.hasServerOptions ? {} : { VSCODE_CLI: "1" };
  return new StartedProcess(command, [...args, ...options], {
    env: { ...confinement(profile), ...isFromCli, ...env },
  });
}

/** An older code-server knows none of these options, and runs a suite without one. */
function serverOptions(
  host: ServedHost,
  profile: Profile,
  { hasFewBuiltIns, isForSuites }: Pick<CodeServerOptions, "hasFewBuiltIns" | "isForSuites">,
): readonly string[] {
  if (!host.hasServerOptions) return [];
  return [
    `--reconnection-grace-time=${graceSeconds}`,
    // Asking a login shell for its environment is slow, and its answer differs from machine to machine.
    ...["--vscode-option", "force-disable-user-env=true"],
    ...(hasFewBuiltIns ? builtInsOption(host, profile) : []),
    ...(isForSuites ? ["--vscode-option", "enable-smoke-test-driver=true"] : []),
  ];
}

/**
 * The server's option for a VS Code with few of its built-in extensions; empty where they are not where the
 * npm package has them. All of them (languages, Git, notebooks, …) are a third of the cost of each window
 * that opens.
 */
function builtInsOption({ command }: ServedHost, { userData }: Profile): readonly string[] {
  const entry = command.at(-1) ?? "";
  const all = path.resolve(path.dirname(entry), "..", "..", "lib", "vscode", "extensions");
  if (!neededBuiltIns.every((name) => existsSync(path.join(all, name)))) return [];
  const few = path.join(userData, "built-in");
  mkdirSync(few);
  for (const name of neededBuiltIns) symlinkSync(path.join(all, name), path.join(few, name), "junction");
  return ["--vscode-option", `builtin-extensions-dir=${few}`];
}

function folders(profile: Profile): readonly string[] {
  const config = path.join(profile.userData, "code-server.yaml");
  writeFileSync(config, "auth: none\n");
  return ["--config", config, "--user-data-dir", profile.userData, "--extensions-dir", profile.extensions];
}

/** Keeps code-server from creating folders in the user's home, and from asking an extension gallery. */
function confinement(profile: Profile): Record<string, string> {
  return { XDG_DATA_HOME: profile.userData, XDG_CONFIG_HOME: profile.userData, EXTENSIONS_GALLERY: "{}" };
}
