import { window } from "vscode";
import { type AgentClient, agentClients, getAgentClient } from "../../services/connections/agentClients.ts";
import type { FoundEntry } from "../../services/connections/agentConnections.ts";
import { argumentError } from "../context/commandErrors.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import type { AgentArguments } from "./connectAgent.ts";
import { agentName, type ConnectionContext, createConnections, shortPath } from "./connectionTools.ts";
import { configProblemText } from "./problemText.ts";

export interface DisconnectArguments extends AgentArguments {
  /** Removes an entry also when somebody else has changed it. */
  readonly force?: boolean;
}

/** Takes the MCP server out of the configuration of an agent. Resolves to whether there was an entry that was removed. */
export async function disconnectAgent(
  context: ConnectionContext,
  args: DisconnectArguments | undefined,
): Promise<boolean> {
  const { connections } = createConnections(context);
  if (!args) return disconnectByPrompts(context);
  const client = getAgentClient(args.agent);
  const file = args.file ?? (await findConnectedFile(context, client));
  if (file === undefined) throw argumentError("file");
  const found = await connections.findEntry(client, file);
  if (!found.ok) throw new Error(configProblemText(found.problem, file));
  if (found.value?.state === "changed" && args.force !== true)
    throw new Error(changedEntryText(client, file));
  const result = await connections.disconnect(client, file);
  if (!result.ok) throw new Error(configProblemText(result.problem, file));
  return result.value;
}

async function disconnectByPrompts(context: ConnectionContext): Promise<boolean> {
  const { connections } = createConnections(context);
  const { entries, problems } = await findEntries(context);
  if (entries.length === 0) {
    const [problem] = problems;
    if (problem === undefined) void window.showInformationMessage(l10n.t("No agent is connected."));
    else void window.showErrorMessage(problem);
    return false;
  }
  const items = entries.map((entry) => ({
    label: agentName(entry.client),
    description: entry.state === "changed" ? l10n.t("changed by hand") : "",
    detail: shortPath(entry.file),
    entry,
  }));
  const picked = await window.showQuickPick(items, { title: l10n.t("Disconnect an Agent") });
  if (!picked) return false;
  const { client, file, state, value } = picked.entry;
  if (state === "changed") {
    const remove = l10n.t("Remove");
    const options = { modal: true, detail: JSON.stringify({ [client.place.name]: value }, null, 2) };
    const choice = await window.showWarningMessage(changedEntryText(client, file), options, remove);
    if (choice !== remove) return false;
  }
  const result = await connections.disconnect(client, file);
  if (!result.ok) {
    void window.showErrorMessage(configProblemText(result.problem, file));
    return false;
  }
  void window.showInformationMessage(
    l10n.t("{0} is disconnected. Start it again so that it reads its configuration.", picked.label),
  );
  return result.value;
}

/** The file of the agent that has the entry, otherwise the one that it would be written to. */
async function findConnectedFile(
  context: ConnectionContext,
  client: AgentClient,
): Promise<string | undefined> {
  const { connections } = createConnections(context);
  const { entries } = await findEntries(context);
  const entry = entries.find((found) => found.client.id === client.id);
  return entry?.file ?? (await connections.findFile(client));
}

/** The entries in the agents' own files and in the files that were written, each file once. */
async function findEntries(context: ConnectionContext): Promise<{
  readonly entries: readonly FoundEntry[];
  readonly problems: readonly string[];
}> {
  const { connections, records } = createConnections(context);
  const own = agentClients.flatMap((client) => connections.places(client).map((file) => ({ client, file })));
  const recorded = (await records.all()).map(({ agent, file }) => ({ client: getAgentClient(agent), file }));
  const places = new Map([...own, ...recorded].map(({ client, file }) => [file, client] as const));
  const entries: FoundEntry[] = [];
  const problems: string[] = [];
  for (const [file, client] of places) {
    const found = await connections.findEntry(client, file);
    if (!found.ok) problems.push(configProblemText(found.problem, file));
    else if (found.value) entries.push(found.value);
  }
  return { entries, problems };
}

function changedEntryText(client: AgentClient, file: string): string {
  return l10n.t(
    "The entry “{1}” in {0} was changed since, or was not written by Credit Monitor. Remove it?",
    messageText(shortPath(file)),
    client.place.name,
  );
}
