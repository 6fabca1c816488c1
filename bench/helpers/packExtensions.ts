import { buildBundles, packVsix } from "../../scripts/packaging/packVsix.ts";
import { packExtension } from "../../scripts/packaging/vsce.ts";

/** Packs the extension as it ships, and small extensions of bench/; returns their files. */
export async function packExtensions(...others: readonly string[]): Promise<readonly string[]> {
  await buildBundles();
  return await Promise.all([packVsix(), ...others.map((name) => packExtension(`bench/${name}`, "main"))]);
}
