import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from "esbuild";
import { asciiCode } from "./asciiCode.ts";

/** The part that is loaded before every other one. The others take from it what both use. */
const firstPart = "monitor";
const firstModule = `./${firstPart}.js`;
/** What other parts use of the first part, and what that exports itself. */
const allOfFirst = "all-of-first";
/** What parts share in a module of fewer bytes is copied into each: a file of its own would take longer to open. */
const minSharedBytes = 2_000;

interface HostOptions extends BuildOptions {
  /** Files relative to the root, by the part's name. */
  readonly entryPoints: Record<string, string>;
  readonly plugins: Plugin[];
}

/** What esbuild's splitting makes: an ES module for each part, and one for each set of parts with code in common. */
interface SplitParts {
  /** By the module's name, such as `./monitor.js`. */
  readonly texts: ReadonlyMap<string, string>;
  /** The modules that become a bundle each, with the bundle's name. */
  readonly bundles: ReadonlyMap<string, string>;
  readonly metafile: Metafile;
}

/**
 * Bundles the parts of the extension host so that they share code instead of bringing a copy each. esbuild shares code between
 * ES modules alone, in dozens of files, most of them tiny. So it splits the parts, and then makes CommonJS bundles of what came
 * out: one for each part, and `shared1.cjs`, `shared2.cjs` … for what several of them use. `monitor.cjs` exports what others
 * use of it, because it is loaded before them.
 *
 * Returns the bundles' texts by their file names, and which files went into them.
 */
export async function bundleHostParts(options: HostOptions) {
  const { metafile, ...parts } = await splitParts(options);
  const { outputFiles } = await build({
    ...options,
    entryPoints: Object.fromEntries([...parts.bundles].map(([module, bundle]) => [bundle, module])),
    define: { requirePart: "require" },
    // As ES modules are.
    banner: { js: '"use strict";' },
    plugins: [joinModules(parts), ...options.plugins],
    write: false,
  } as const);
  return { texts: textsByName(outputFiles), metafile };
}

/** What esbuild has made, by the file's name. */
export function textsByName(outputFiles: readonly OutputFile[]): ReadonlyMap<string, string> {
  return new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
}

/** Writes bundles into a folder, code in ASCII. */
export async function writeBundles(texts: ReadonlyMap<string, string>, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const contentOf = (name: string, text: string) => (name.endsWith(".css") ? text : asciiCode(text));
  await Promise.all(
    [...texts].map(([name, text]) => writeFile(path.join(folder, name), contentOf(name, text))),
  );
}

/** The file names of the bundles that a bundle loads, at once or later. */
export function bundlesRequiredBy(text: string): readonly string[] {
  return [...text.matchAll(/require\("\.\/(\w+\.cjs)"\)/g)].map(([, name = ""]) => name);
}

async function splitParts(options: HostOptions): Promise<SplitParts> {
  const entries = Object.entries(options.entryPoints);
  const { metafile, outputFiles } = await build({
    ...options,
    entryPoints: Object.fromEntries(
      entries.map(([name, file]) => [name, name === firstPart ? file : `after-first:${file}`]),
    ),
    outExtension: { ".js": ".js" },
    format: "esm",
    splitting: true,
    // An ES module has no `require`. The second build turns both back.
    define: { require: "requirePart" },
    supported: {},
    plugins: [importFirstPart(`./${options.entryPoints[firstPart]}`), ...options.plugins],
    metafile: true,
    write: false,
  } as const);
  const moduleOf = (file: string) => `./${path.basename(file)}`;
  const texts = new Map(outputFiles.map(({ path: file, text }) => [moduleOf(file), text]));
  const outputs = Object.entries(metafile.outputs).map(([file, output]) => ({
    ...output,
    module: moduleOf(file),
  }));
  // All that the first part uses is in one module, from which it exports its own.
  const [ofFirst] = outputs.find(({ module }) => module === firstModule)?.imports ?? [];
  if (!ofFirst) throw new Error(`${firstPart} shares nothing`);
  texts.set(allOfFirst, `export * from "${firstModule}"; export * from "${moduleOf(ofFirst.path)}";`);
  const parts = entries
    .filter(([name]) => name !== firstPart)
    .map(([name]) => [`./${name}.js`, name] as const);
  const bundles = new Map([[moduleOf(ofFirst.path), firstPart], ...parts]);
  const shared = outputs
    .filter(({ bytes, module }) => bytes >= minSharedBytes && module !== firstModule && !bundles.has(module))
    .toSorted((a, b) => b.bytes - a.bytes || (a.module < b.module ? -1 : 1));
  for (const [index, { module }] of shared.entries()) bundles.set(module, `shared${index + 1}`);
  return { texts, bundles, metafile };
}

/** Makes each part depend on the first one, so that esbuild puts all that the first one uses into one module. */
function importFirstPart(first: string): Plugin {
  const namespace = "after-first";
  return {
    name: "import-first-part",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^after-first:/ }, ({ path: name }) => ({
        path: name.slice(namespace.length + 1),
        namespace,
      }));
      onResolve({ filter: /./, namespace }, ({ path: file }) => ({ path: path.resolve(file) }));
      onLoad({ filter: /./, namespace }, ({ path: file }) => ({
        contents: `import "${first}"; export * from "./${file}";`,
      }));
    },
  };
}

/** Leads what a module imports to the bundle that has it. A module that is no bundle is copied. */
function joinModules({ bundles, texts }: Pick<SplitParts, "bundles" | "texts">): Plugin {
  const namespace = "module";
  return {
    name: "join-modules",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /\.js$/ }, ({ path: module, importer, kind }) => {
        const bundle = bundles.get(module);
        if (kind === "entry-point") return { path: bundle === firstPart ? allOfFirst : module, namespace };
        const isInside = bundle === undefined || importer === allOfFirst || importer === firstModule;
        if (isInside) return { path: module, namespace };
        // Without side effects, esbuild leaves out an import of which nothing is used.
        return { path: `./${bundle}.cjs`, external: true, sideEffects: false };
      });
      onResolve({ filter: /\.cjs$/ }, ({ path: bundle }) => ({ path: bundle, external: true }));
      onLoad({ filter: /./, namespace }, ({ path: module }) => ({ contents: texts.get(module) ?? "" }));
    },
  };
}
