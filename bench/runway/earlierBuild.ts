import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/helpers/root.ts";
import type { Runway, RunwayInput } from "../../src/core/forecast/runway.ts";
import type { Spending } from "../../src/core/forecast/spending.ts";
import type { Estimate } from "./backtest.ts";

/** The build before changes of level were looked for, and where its method is. */
const commit = "5c7c199";
const method = "src/core/runway.ts";

/** Its names for what a spending and a forecast have. */
interface EarlierInput extends Omit<RunwayInput, "spending"> {
  readonly spending: Spending & {
    readonly falls: Spending["decreases"];
    readonly unknown: Spending["unknownRanges"];
  };
}
type EarlierRunway = Runway & { readonly leftFrom?: number; readonly leftTo?: number };

/** The method of the earlier build, from the repository; `undefined` without one that has it. */
export async function earlierEstimate(): Promise<Estimate | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), "runway-"));
  try {
    const archive = execFileSync("git", ["archive", commit, "src/core"], {
      cwd: root,
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
    execFileSync("tar", ["x", "-C", folder], { input: archive });
    const { runway }: { runway: (input: EarlierInput) => EarlierRunway } = await import(
      pathToFileURL(path.join(folder, method)).href
    );
    return (input) => withTodaysNames(runway(withEarlierNames(input)));
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function withEarlierNames({ spending, ...input }: RunwayInput): EarlierInput {
  return { ...input, spending: { ...spending, falls: spending.decreases, unknown: spending.unknownRanges } };
}

function withTodaysNames(forecast: EarlierRunway): Runway {
  if (forecast.kind !== "lastsUntilReset") return forecast;
  const { leftFrom = 0, leftTo = 0, resetsAtMs } = forecast;
  return { kind: "lastsUntilReset", resetsAtMs, remainingFrom: leftFrom, remainingTo: leftTo };
}
