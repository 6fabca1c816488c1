import { buildBundles } from "../../scripts/packaging/buildBundles.ts";
import { packExtension } from "../../scripts/packaging/packExtension.ts";
import { packVsix } from "../../scripts/packaging/packVsix.ts";

/** Our extension as it ships, and small ones of bench/ beside it; their files. */
export async function packedExtensions(...others: readonly string[]): Promise<readonly string[]> {
  await buildBundles();
  return await Promise.all([packVsix(), ...others.map((name) => packExtension(`bench/${name}`, "main"))]);
}
