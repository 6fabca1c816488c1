// `npm run screenshots`: takes the pictures of README.md and of the walkthrough in a real VS Code, or one `--part` of them.
// With `--language`, `--theme` or `--width` it takes pictures of everything that a user sees instead, in dist/screenshots.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { runScript, UserError } from "./helpers/cleanUp.ts";
import { withProgress } from "./helpers/log.ts";
import { numberOption } from "./helpers/numberOption.ts";
import { root } from "./helpers/root.ts";
import { chooseHost } from "./host/chooseHost.ts";
import { buildBundles, packVsix } from "./packaging/packVsix.ts";
import { captureGallery, galleryParts } from "./screenshots/captureGallery.ts";
import { captureReadme, readmeParts } from "./screenshots/captureReadme.ts";
import { openScreenshotStage, type StageOptions } from "./screenshots/screenshotStage.ts";

const options = {
  part: { type: "string", multiple: true },
  language: { type: "string", multiple: true },
  theme: { type: "string", multiple: true },
  width: { type: "string" },
} as const;

/** The names in `chosen`, or all; throws for one that is not among them. */
function chooseParts<Part extends string>(all: readonly Part[], chosen: readonly string[]): readonly Part[] {
  const unknown = chosen.find((name) => !all.some((part) => part === name));
  if (unknown !== undefined) throw new UserError(`--part ${unknown} is none of: ${all.join(", ")}.`);
  return chosen.length === 0 ? all : all.filter((part) => chosen.includes(part));
}

await runScript(async () => {
  const { part: chosen = [], language, theme, width } = parseArgs({ options }).values;
  const isGallery = language !== undefined || theme !== undefined || width !== undefined;
  const takePictures = isGallery
    ? galleries(chooseParts(galleryParts, chosen), { language, theme, width })
    : readmePictures(chooseParts(readmeParts, chosen));
  const packed = withProgress("building and packing the extension", async () => {
    await buildBundles();
    return await packVsix();
  });
  const [host, vsix] = await Promise.all([chooseHost(), packed]);
  await takePictures((stage) => openScreenshotStage(host, { vsix, ...stage }));
  return 0;
});

type OpenStage = (options: Omit<StageOptions, "vsix">) => ReturnType<typeof openScreenshotStage>;

function readmePictures(parts: Parameters<typeof captureReadme>[0]) {
  return async (open: OpenStage): Promise<void> => {
    const folder = path.join(root, "media");
    for (const name of ["screenshots", "walkthrough"])
      mkdirSync(path.join(folder, name), { recursive: true });
    await captureReadme(parts, () => withProgress("opening VS Code", () => open({ folder })));
  };
}

interface GalleryOptions {
  readonly language: readonly string[] | undefined;
  readonly theme: readonly string[] | undefined;
  readonly width: string | undefined;
}

function galleries(parts: Parameters<typeof captureGallery>[0], options: GalleryOptions) {
  const { language: languages = ["en"], theme: themes = [] } = options;
  const size = options.width === undefined ? {} : { width: numberOption("width", options.width, 0, 400) };
  const looks = languages.flatMap((language) =>
    themes.length === 0 ? [{ language }] : themes.map((theme) => ({ language, theme })),
  );
  return async (open: OpenStage): Promise<void> => {
    for (const look of looks) {
      const name = [...Object.values(look), options.width ?? []].flat().join("-").toLowerCase();
      const folder = path.join(root, "dist", "screenshots", name.replaceAll(" ", "-"));
      mkdirSync(folder, { recursive: true });
      await withProgress(`pictures: ${name}`, async () => {
        const stage = await open({ folder, ...look, ...size, hasActivityBar: true });
        await captureGallery(parts, stage);
        await stage.close();
      });
    }
  };
}
