// Builds the extension host's bundles (CommonJS, which VS Code requires) and the panel's bundles (classic scripts).
import { readFile, rm } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { build, context } from "esbuild";
import { bundleHostParts, textsByName, writeBundles } from "./scripts/packaging/hostBundles.ts";
import { hostParts } from "./scripts/packaging/hostParts.ts";

const isWatch = process.argv.includes("--watch");
const isDevelopment = isWatch || process.argv.includes("--development");
// Writes no bundle, and prints the files that the bundles contain.
const isListing = process.argv.includes("--inputs");
const manifest = JSON.parse(await readFile("package.json", "utf8"));
const dist = process.argv.find((argument) => argument.startsWith("--to="))?.slice("--to=".length) ?? "dist";

const shared = {
  bundle: true,
  minify: !isDevelopment,
  sourcemap: isDevelopment ? "linked" : false,
  legalComments: "none",
  logLevel: isWatch ? "info" : "warning",
  target: "es2024",
};

/**
 * The host's code comes in parts: what activation needs, and each `*.lazy.ts`, which is loaded when it is first needed:
 * by a dynamic import, or by `require` where the caller cannot wait.
 */
const lazyParts = {
  name: "lazy-parts",
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path }) => {
      const isLazy = path.endsWith(".lazy.ts");
      const isLoadedLater = kind === "dynamic-import" || kind === "require-call";
      if (isLazy && isLoadedLater) return { path: `./${basename(path, ".lazy.ts")}.cjs`, external: true };
      if (isLazy && kind !== "entry-point") return { errors: [{ text: `${path} has to be loaded lazily` }] };
      if (isLoadedLater) return { errors: [{ text: `${path} is loaded lazily, so name it *.lazy.ts` }] };
      return undefined;
    });
  },
};

/**
 * Leaves out parts of libraries that the command line does not use: a validator that makes code from schemas, what of
 * the metrics library measures a server and sends to one, and terminal colors, which environment variables switch.
 */
const unusedParts = {
  name: "unused-parts",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/ajv-provider\.js$/ }, () => ({ path: resolve("src/cli/noValidator.ts") }));
    const unused =
      /^@colors\/colors\/safe$|^\.\/lib\/(?:pushgateway|defaultMetrics|cluster|counter|histogram|summary)$/;
    onResolve({ filter: unused }, ({ path }) => ({ path, namespace: "unused" }));
    onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: "" }));
  },
};

const host = {
  ...shared,
  plugins: [lazyParts],
  outdir: dist,
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  platform: "neutral",
  // Compiled to `require`, an import returns the named exports of a part unchanged.
  supported: { "dynamic-import": false },
  mainFields: ["module", "main"],
  // With `browser`, ofetch has no node-fetch-native in it and uses VS Code's fetch, which knows the user's proxy.
  conditions: ["browser", "import"],
  external: ["vscode", "node:*"],
};
// Activation loads one file, so it has its own copy of what it uses. The other parts share what they use, except while one
// develops: then each brings a copy, and its bundle reads like its sources.
const { extension, ...laterParts } = hostParts();
const sharing = isDevelopment ? undefined : { ...host, entryPoints: laterParts };

const bundles = [
  { ...host, entryPoints: sharing ? { extension } : hostParts() },
  {
    ...shared,
    entryPoints: { mcp: "src/cli/main.ts" },
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    platform: "node",
    mainFields: ["module", "main"],
    // A dynamic import of our own file is evaluated when it is first called; the text stays in this one bundle.
    supported: { "dynamic-import": false },
    define: { bundledVersion: JSON.stringify(manifest.version) },
    alias: { vscode: "./src/cli/vscodeStandIn.ts" },
    plugins: [unusedParts],
  },
  {
    ...shared,
    entryPoints: ["src/webview/main.ts", "src/webview/unpack.ts"],
    outdir: `${dist}/webview`,
    format: "iife",
    platform: "browser",
    tsconfig: "src/webview/tsconfig.json",
    loader: { ".svg": "text" },
  },
];

if (isListing) {
  const built = await Promise.all([
    ...bundles.map((options) => build({ ...options, metafile: true, write: false })),
    bundleHostParts(sharing),
  ]);
  // Only files with code in an output: esbuild may leave out a whole package. Pictures are part of a style sheet.
  const inputs = built.flatMap(({ metafile }) => [
    ...Object.values(metafile.outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
    ...Object.keys(metafile.inputs).filter((file) => file.endsWith(".svg")),
  ]);
  console.log([...new Set(inputs)].sort((a, b) => (a < b ? -1 : 1)).join("\n"));
} else {
  await rm(`${dist}/webview`, { recursive: true, force: true });
  if (isWatch) {
    for (const options of bundles) {
      const bundle = await context(options);
      // The first build ends before the editor starts. esbuild prints its errors, and the next change may fix them.
      await bundle.rebuild().catch(() => undefined);
      await bundle.watch();
    }
    console.log("watching for changes");
  } else {
    await Promise.all(bundles.map((options) => (isDevelopment ? build(options) : buildMinified(options))));
    if (sharing) await writeBundles((await bundleHostParts(sharing)).texts, dist);
  }
}

async function buildMinified(options) {
  const { outputFiles } = await build({ ...options, write: false });
  await writeBundles(textsByName(outputFiles), options.outdir);
}
