import { packExtension } from "../packaging/packExtension.ts";

/** Packs the demo driver as an extension of its own; returns the file. */
export async function packDriver(): Promise<string> {
  return await packExtension("scripts/demoDriver", "driver");
}
