import assert from "node:assert/strict";
import { accessSync, constants, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, it } from "mocha";
import { runCommand, StartedProcess } from "../../scripts/helpers/process.ts";
import { root } from "../../scripts/helpers/root.ts";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { meterOf, snapshotOf, statusOf } from "../helpers/accountStatus.ts";
import { eventually } from "../helpers/eventually.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { runCommandLine, writeStorage } from "./helpers/commandLine.ts";

const page = readFileSync(path.join(root, "docs", "team.md"), "utf8");

/** A block of the page by the file name that stands after its language. */
function block(name: string): string {
  const [, text] = new RegExp(`\`\`\`yaml ${name}\\n([^]*?)\`\`\``).exec(page) ?? [];
  assert.ok(text, name);
  return text;
}

/** A program on the PATH; Prometheus is a package of most systems, and of none of npm. */
function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const account = (id: string, label: string, remaining: string, ageMs: number) => {
  const status = statusOf({ id, account: { label }, snapshot: snapshotOf([meterOf(remaining, "100")]) });
  assert.ok(status.reading);
  return { ...status, reading: { ...status.reading, readAtMs: Date.now() - ageMs } };
};

interface Rule {
  readonly name: string;
  readonly health: string;
  readonly state?: string;
  readonly alerts?: readonly { readonly annotations: { readonly summary: string } }[];
}

describe("the page for teams", () => {
  it("the page for teams names every metric that the command line prints, and no other", async () => {
    await using folder = await temporaryFolder();
    await writeStorage(folder.path, [account("poof", "Poof", "1", minuteMs)]);
    const { output } = await runCommandLine(["status", "--prometheus"], folder.path);
    const printed = [...output.matchAll(/^# TYPE (\w+) gauge$/gm)].map(([, name]) => name);
    const named = new Set([...page.matchAll(/\bcredit_monitor_\w+/g)].map(([name]) => name));
    assert.deepEqual(named, new Set(printed));
  });

  it("the page for teams has rules that a real Prometheus takes, and that fire on what the command line prints", async function () {
    this.timeout(2 * minuteMs);
    const [prometheus, promtool] = [findProgram("prometheus"), findProgram("promtool")];
    if (prometheus === undefined || promtool === undefined) {
      this.skip();
      return;
    }
    await using folder = await temporaryFolder();
    const storage = path.join(folder.path, "storage");
    const accounts = [account("poof", "Cut “outs”", "1", minuteMs), account("old", "Old", "90", 9 * hourMs)];
    await writeStorage(storage, accounts);
    const { output } = await runCommandLine(["status", "--prometheus"], storage);
    const exporter = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(output);
    });
    const api = createServer();
    await Promise.all(
      [exporter, api].map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
    );
    const portOf = (server: typeof api) => (server.address() as AddressInfo).port;
    const address = `127.0.0.1:${portOf(api)}`;
    await new Promise((resolve) => api.close(resolve));
    const config = block("prometheus.yml").replace("localhost:9100", `127.0.0.1:${portOf(exporter)}`);
    const configFile = path.join(folder.path, "prometheus.yml");
    const fast = "global:\n  scrape_interval: 1s\n  evaluation_interval: 1s\n";
    writeFileSync(configFile, fast + config);
    writeFileSync(path.join(folder.path, "credits.rules.yml"), block("credits.rules.yml"));
    const { code, output: checked } = await runCommand(promtool, ["check", "config", configFile]);
    assert.equal(code, 0, checked);
    const data = path.join(folder.path, "data");
    const args = [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=${address}`,
    ];
    const server = new StartedProcess(prometheus, args);
    try {
      await eventually(async () => {
        const reply = await fetch(`http://${address}/api/v1/rules`);
        const { data: groups } = (await reply.json()) as { data: { groups: { rules: Rule[] }[] } };
        const rules = groups.groups.flatMap((group) => group.rules);
        const stateOf = (name: string) => rules.find((rule) => rule.name === name);
        assert.ok(rules.every(({ health }) => health === "ok"));
        assert.deepEqual(
          ["CreditsLow", "CreditsUnknown", "CreditsStale"].map((name) => stateOf(name)?.state),
          ["pending", "inactive", "firing"],
        );
        assert.match(stateOf("CreditsLow")?.alerts?.[0]?.annotations.summary ?? "", /^Cut “outs” is low$/);
      }, minuteMs);
    } finally {
      await server.stop();
      exporter.close();
    }
  });
});
