import { updateLauncher } from "../../services/connections/installLauncher.ts";
import { type ConnectionContext, launcherOptions } from "./connectionTools.ts";

export { installCommandLineTool, removeCommandLineTool } from "./commandLineTool.ts";
export { connectAgent } from "./connectAgent.ts";
export { disconnectAgent } from "./disconnectAgent.ts";

/** Renews the launcher after an update of the extension or of VS Code, where it was installed. */
export async function renewLauncher(context: ConnectionContext): Promise<void> {
  await updateLauncher(launcherOptions(context));
}
