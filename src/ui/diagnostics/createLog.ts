import { type LogOutputChannel, type OutputChannel, window } from "vscode";

export type Log = Pick<LogOutputChannel, "info" | "warn" | "error" | "show" | "dispose">;

/** The output channel of the extension. An editor whose channels have no levels gets them as words in the lines. */
export function createLog(): Log {
  const channel: OutputChannel & Partial<LogOutputChannel> = window.createOutputChannel("Credit Monitor", {
    log: true,
  });
  if (hasLevels(channel)) return channel;
  const writerOf = (level: string) => (message: string | Error) =>
    channel.appendLine(`[${level}] ${message}`);
  return {
    info: writerOf("info"),
    warn: writerOf("warning"),
    error: writerOf("error"),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}

function hasLevels(channel: Partial<LogOutputChannel>): channel is LogOutputChannel {
  const { info, warn, error } = channel;
  return [info, warn, error].every((write) => typeof write === "function");
}
