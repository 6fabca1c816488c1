import { isAbsolute } from "node:path";
import * as z from "zod/mini";
import { agentIds } from "../../services/connections/agentIds.ts";
import type { ConnectionContext } from "../connections/connectionTools.ts";
import { parseArguments } from "../context/commandArguments.ts";

const absolutePath = z.string().check(z.refine(isAbsolute));
const connectSchema = z.object({ agent: z.enum(agentIds), file: z.exactOptional(absolutePath) });
const disconnectSchema = z.object({
  agent: z.enum(agentIds),
  file: z.exactOptional(absolutePath),
  force: z.exactOptional(z.boolean()),
});
const installSchema = z.object({ folder: absolutePath });
const removeSchema = z.object({});

// What these commands need beside the check of their arguments is a bundle of its own.

export async function connectAgentCommand(
  context: ConnectionContext,
  value: unknown,
): Promise<string | undefined> {
  const args = parseArguments(connectSchema, value);
  return (await import("../connections/connections.lazy.ts")).connectAgent(context, args);
}

export async function disconnectAgentCommand(context: ConnectionContext, value: unknown): Promise<boolean> {
  const args = parseArguments(disconnectSchema, value);
  return (await import("../connections/connections.lazy.ts")).disconnectAgent(context, args);
}

export async function installToolCommand(
  context: ConnectionContext,
  value: unknown,
): Promise<string | undefined> {
  const args = parseArguments(installSchema, value);
  return (await import("../connections/connections.lazy.ts")).installCommandLineTool(context, args);
}

export async function removeToolCommand(
  context: ConnectionContext,
  value: unknown,
): Promise<readonly string[]> {
  const args = parseArguments(removeSchema, value);
  return (await import("../connections/connections.lazy.ts")).removeCommandLineTool(context, args);
}
