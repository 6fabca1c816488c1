import type { Host } from "../host/host.ts";
import { desktopWorkbench } from "./desktopWorkbench.ts";
import { servedWorkbench } from "./servedWorkbench.ts";
import type { Workbench, WorkbenchOptions } from "./workbench.ts";

/** Starts a workbench on either kind of host. It ends with the script, if not closed before. */
export async function openWorkbench(host: Host, options: WorkbenchOptions): Promise<Workbench> {
  return host.kind === "served"
    ? await servedWorkbench(host, options)
    : await desktopWorkbench(host, options);
}
