import { type ProcessOptions, StartedProcess } from "./startedProcess.ts";

export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end. Never rejects for an exit code; rejects when the command does not exist. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<CommandResult> {
  const started = new StartedProcess(command, args, options);
  const code = await started.ended;
  await started.stop();
  return { code, output: started.output };
}
