import { buildBundles, packVsix } from "../../scripts/packaging/packVsix.ts";
import { packExtension } from "../../scripts/packaging/vsce.ts";

/** Our extension as it ships, and small ones of bench/ beside it; their files. */
export async function packedExtensions(...others: readonly string[]): Promise<readonly string[]> {
  await buildBundles();
  return await Promise.all([packVsix(), ...others.map((name) => packExtension(`bench/${name}`, "main"))]);
}
