import { runCommand } from "./runCommand.ts";
import type { ProcessOptions } from "./startedProcess.ts";

/** Runs a command and gives its output; throws with the whole output when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<string> {
  const { code, output } = await runCommand(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
}
