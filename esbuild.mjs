// Two bundles: the extension host's (CommonJS, as VS Code requires it) and the panel's (one classic script).
import { rm } from "node:fs/promises";
import { build, context } from "esbuild";

const isWatch = process.argv.includes("--watch");
const isDevelopment = isWatch || process.argv.includes("--development");
// Writes nothing, and prints the files that the bundles are made of.
const isListing = process.argv.includes("--inputs");
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
 * The host's code comes in parts: what activation needs, and what is loaded by a dynamic import when it is
 * first wanted, or by `require` where an answer cannot wait. CommonJS has no shared chunks, so each part brings
 * its own copy of what it shares.
 */
const hostParts = {
  extension: "src/extension.ts",
  adapters: "src/providers/adapters.ts",
  openHistory: "src/store/database/openHistory.ts",
  ledgerScheduler: "src/services/ledger/ledgerScheduler.ts",
  fetchLedger: "src/services/ledger/fetchLedger.ts",
  sessionTokens: "src/services/credentials/sessionTokens.ts",
  commandHandlers: "src/ui/commandHandlers.ts",
  backgroundTasks: "src/ui/backgroundTasks.ts",
  startSampleServer: "src/startSampleServer.ts",
};

const partsApart = {
  name: "parts-apart",
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path }) => {
      if (kind !== "dynamic-import" && kind !== "require-call") return undefined;
      return { path: `./${path.slice(path.lastIndexOf("/") + 1, -".ts".length)}.cjs`, external: true };
    });
  },
};

const bundles = [
  {
    ...shared,
    entryPoints: hostParts,
    plugins: [partsApart],
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    platform: "neutral",
    // As `require`, a part's named exports arrive as they are.
    supported: { "dynamic-import": false },
    mainFields: ["module", "main"],
    // `browser` keeps node-fetch-native out of ofetch: VS Code's own fetch carries the user's proxy.
    conditions: ["browser", "import"],
    external: ["vscode", "node:*"],
  },
  {
    ...shared,
    entryPoints: { panel: "src/webview/main.ts" },
    outdir: `${dist}/panel`,
    format: "iife",
    platform: "browser",
    tsconfig: "src/webview/tsconfig.json",
    loader: { ".svg": "dataurl" },
  },
];

if (isListing) {
  const built = await Promise.all(
    bundles.map((options) => build({ ...options, metafile: true, write: false })),
  );
  // Only what is in an output: most of a package may be left out of it, or all. A picture is in its style sheet.
  const inputs = built.flatMap(({ metafile }) => [
    ...Object.values(metafile.outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
    ...Object.keys(metafile.inputs).filter((file) => file.endsWith(".svg")),
  ]);
  console.log([...new Set(inputs)].sort((a, b) => (a < b ? -1 : 1)).join("\n"));
} else {
  await rm(`${dist}/panel`, { recursive: true, force: true });
  if (isWatch) {
    for (const options of bundles) {
      const bundle = await context(options);
      // Complete before the editor starts; an error is already on the screen, and the next change may mend it.
      await bundle.rebuild().catch(() => undefined);
      await bundle.watch();
    }
    console.log("watching for changes");
  } else {
    await Promise.all(bundles.map((options) => build(options)));
  }
}
