import { env, type QuickPickItem, window } from "vscode";
import { type AgentClient, agentClients, getAgentClient } from "../../services/connections/agentClients.ts";
import type { AgentConnections, ConnectionPlan } from "../../services/connections/agentConnections.ts";
import type { AgentId } from "../../services/connections/agentIds.ts";
import { argumentError } from "../context/commandErrors.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import {
  agentName,
  type ConnectionContext,
  createConnections,
  provideLauncher,
  shortPath,
} from "./connectionTools.ts";
import { configProblemText } from "./problemText.ts";

export interface AgentArguments {
  readonly agent: AgentId;
  /** Another file than the agent's own. */
  readonly file?: string;
}

/** Adds the MCP server to the configuration of an agent. Resolves to the file; `undefined` when nothing was written. */
export async function connectAgent(
  context: ConnectionContext,
  args: AgentArguments | undefined,
): Promise<string | undefined> {
  const { connections } = createConnections(context);
  if (!args) return connectByPrompts(context, connections);
  const client = getAgentClient(args.agent);
  const file = args.file ?? (await connections.findFile(client));
  if (file === undefined) throw argumentError("file");
  await provideLauncher(context);
  const result = await connections.connect(client, file);
  if (!result.ok) throw new Error(configProblemText(result.problem, file));
  if (result.value.found?.state === "changed") throw new Error(foreignEntryText(client, file));
  return file;
}

async function connectByPrompts(
  context: ConnectionContext,
  connections: AgentConnections,
): Promise<string | undefined> {
  const client = await pickAgent(connections);
  if (!client) return undefined;
  const file = (await connections.findFile(client)) ?? (await chooseFile(context, connections, client));
  if (file === undefined) return undefined;
  const plan = await connections.plan(client, file);
  if (!plan.ok) {
    await offerCopy(context, connections, client, configProblemText(plan.problem, file));
    return undefined;
  }
  if (plan.value.found?.state === "current") {
    // The program may be of an older version.
    await provideLauncher(context);
    void window.showInformationMessage(l10n.t("{0} is connected already.", agentName(client)));
    return undefined;
  }
  if (plan.value.found?.state === "changed") {
    await offerCopy(context, connections, client, foreignEntryText(client, file));
    return undefined;
  }
  if (!(await confirm(context, connections, client, file, plan.value))) return undefined;
  await provideLauncher(context);
  const result = await connections.connect(client, file);
  if (!result.ok) {
    await offerCopy(context, connections, client, configProblemText(result.problem, file));
    return undefined;
  }
  void window.showInformationMessage(
    l10n.t("{0} is connected. Start it again so that it reads its configuration.", agentName(client)),
  );
  return file;
}

async function pickAgent(connections: AgentConnections): Promise<AgentClient | undefined> {
  const items = await Promise.all(
    agentClients.map(async (client): Promise<QuickPickItem & { readonly client: AgentClient }> => {
      const file = await connections.findFile(client);
      if (file === undefined) {
        return {
          label: agentName(client),
          description: l10n.t("JSON to copy or to add to a file"),
          client,
        };
      }
      const found = await connections.findEntry(client, file);
      const isConnected = found.ok && found.value !== undefined && found.value.state !== "changed";
      const description = isConnected ? l10n.t("connected") : "";
      return { label: client.name, description, detail: shortPath(file), client };
    }),
  );
  const options = {
    title: l10n.t("Connect an Agent"),
    placeHolder: l10n.t("Which agent should be able to ask?"),
  };
  return (await window.showQuickPick(items, options))?.client;
}

/** Shows what will be written. Copies it where the user prefers that. */
async function confirm(
  context: ConnectionContext,
  connections: AgentConnections,
  client: AgentClient,
  file: string,
  { inserted, isNewFile }: ConnectionPlan,
): Promise<boolean> {
  const write = l10n.t("Write");
  const copy = l10n.t("Copy");
  const copyCommand = l10n.t("Copy Command");
  const addCommand = connections.addCommand(client);
  const where = isNewFile
    ? l10n.t("{0} is created with this text:", shortPath(file))
    : l10n.t("This is added to {0}; everything else stays as it is:", shortPath(file));
  const program = l10n.t(
    "The agent will start a program of Credit Monitor, which reads what is on this machine. It has no keys and sends nothing.",
  );
  const commandNote =
    addCommand === undefined ? [] : [l10n.t("Or run this command in a terminal: {0}", addCommand)];
  const detail = [where, inserted.trim(), ...commandNote, program].join("\n\n");
  const buttons = addCommand === undefined ? [write, copy] : [write, copy, copyCommand];
  const question =
    client.id === "json" ? l10n.t("Connect another agent?") : l10n.t("Connect {0}?", client.name);
  const choice = await window.showInformationMessage(question, { modal: true, detail }, ...buttons);
  if (choice === copy) await copyText(context, connections.sample(client));
  if (choice === copyCommand && addCommand !== undefined) await copyText(context, addCommand);
  return choice === write;
}

/** For an agent that is not in the list: the configuration to copy, or a file to add it to. */
async function chooseFile(
  context: ConnectionContext,
  connections: AgentConnections,
  client: AgentClient,
): Promise<string | undefined> {
  const copy = l10n.t("Copy");
  const choose = l10n.t("Choose File…");
  const question = l10n.t("Most agents read this form of configuration.");
  const options = { modal: true, detail: connections.sample(client) };
  const choice = await window.showInformationMessage(question, options, copy, choose);
  if (choice === copy) await copyText(context, connections.sample(client));
  if (choice !== choose) return undefined;
  const files = await window.showOpenDialog({ title: choose, filters: { JSON: ["json", "jsonc"] } });
  return files?.[0]?.fsPath;
}

async function offerCopy(
  context: ConnectionContext,
  connections: AgentConnections,
  client: AgentClient,
  problem: string,
): Promise<void> {
  const copy = l10n.t("Copy");
  if ((await window.showErrorMessage(problem, copy)) === copy)
    await copyText(context, connections.sample(client));
}

/** What is copied leads to the launcher, so that has to be there. */
async function copyText(context: ConnectionContext, text: string): Promise<void> {
  await provideLauncher(context);
  await env.clipboard.writeText(text);
  void window.showInformationMessage(l10n.t("Copied."));
}

function foreignEntryText(client: AgentClient, file: string): string {
  return l10n.t(
    "{0} has an entry “{1}” that Credit Monitor did not write. Run Disconnect an Agent first, or change it by hand.",
    messageText(shortPath(file)),
    client.place.name,
  );
}
