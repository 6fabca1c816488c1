import { statSync } from "node:fs";
import Module from "node:module";
import path from "node:path";
import { type Extension, extensions } from "vscode";
import { type Activation, type ExtensionName, measuredExtensions } from "../activationRun.ts";

interface LoadedModule {
  exports: { readonly activate?: (...values: unknown[]) => unknown };
}

/** Node's own class, of which the types know only a part. */
const { prototype } = Module as unknown as {
  readonly prototype: { load(this: LoadedModule, file: string): void };
};

/** Measures the activation of each measured extension, whoever causes it, from the first line of its code on. */
export function watchActivations(onEnd: (name: ExtensionName, activation: Activation) => void): void {
  const names = Object.keys(measuredExtensions) as ExtensionName[];
  const found = names.flatMap((name) => {
    const extension: Extension<unknown> | undefined = extensions.getExtension(measuredExtensions[name]);
    if (!extension) return [];
    const folder = `${extension.extensionPath}${path.sep}`;
    const main = path.join(extension.extensionPath, String(extension.packageJSON.main));
    return [{ name, folder, main, files: new Set<string>() }];
  });
  const { load } = prototype;
  prototype.load = function (file) {
    const measured = found.find(({ folder }) => file.startsWith(folder));
    measured?.files.add(file);
    if (!measured || file !== measured.main) {
      load.call(this, file);
      return;
    }
    const startMs = performance.now();
    const atMs = Date.now();
    const startCpu = process.cpuUsage();
    load.call(this, file);
    const { activate, ...others } = this.exports;
    const end = () => {
      const { user, system } = process.cpuUsage(startCpu);
      onEnd(measured.name, {
        atMs,
        wallMs: performance.now() - startMs,
        cpuMs: (user + system) / 1000,
        bytes: [...measured.files].reduce((sum, loaded) => sum + statSync(loaded).size, 0),
      });
    };
    this.exports = {
      ...others,
      activate: (...values) => {
        const result = activate?.(...values);
        if (!(result instanceof Promise)) {
          end();
          return result;
        }
        return result.finally(end);
      },
    };
  };
}
