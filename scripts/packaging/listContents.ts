import { root } from "../helpers/root.ts";
import { runVsce } from "./runVsce.ts";

/** The files that the package has, relative to the root. */
export async function listContents(): Promise<readonly string[]> {
  const output = await runVsce(["ls", "--no-dependencies"], root);
  return output.split(/\r?\n/).filter((line) => line !== "");
}
