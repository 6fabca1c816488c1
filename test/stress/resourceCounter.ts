import { Session } from "node:inspector";
import { Emitter } from "../../src/services/common/emitter.ts";

/** What a process holds at one moment, after garbage collection. */
export interface ResourceCounts {
  /** Epoch milliseconds of the machine. */
  readonly atMs: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** CPU time since the start of the process. */
  readonly busyMs: number;
  /** The listeners of all `Emitter`s together. */
  readonly listeners: number;
  /** How many instances of each class there are, by its name. */
  readonly objects: Readonly<Record<string, number>>;
  /** What keeps the process alive, such as `Timeout` and `TCPSocketWrap`, and how many of each. */
  readonly resources: Readonly<Record<string, number>>;
}

type Class = abstract new (...given: never[]) => object;

/** Counts instances of `classes` and the listeners of emitters. It is slow, because it collects garbage first. */
export function countResources(classes: readonly Class[] = []): ResourceCounts {
  const session = new Session();
  session.connect();
  try {
    const { user, system } = process.cpuUsage();
    const emitters = instancesOf(session, Emitter);
    const objects = classes.map((one) => [one.name, instancesOf(session, one).length] as const);
    const { rss: residentBytes, heapUsed: heapBytes } = process.memoryUsage();
    return {
      atMs: Date.now(),
      residentBytes,
      heapBytes,
      busyMs: (user + system) / 1000,
      listeners: emitters.reduce((sum, emitter) => sum + listenersOf(session, emitter), 0),
      objects: Object.fromEntries([["Emitter", emitters.length], ...objects]),
      resources: countBy(process.getActiveResourcesInfo()),
    };
  } finally {
    session.disconnect();
  }
}

/** The remote ids of all instances that survive a garbage collection. */
function instancesOf(session: Session, one: Class): readonly string[] {
  const holder = globalThis as { counted?: unknown };
  holder.counted = one.prototype;
  const { result } = post(session, "Runtime.evaluate", { expression: "globalThis.counted" });
  delete holder.counted;
  const { objects } = post(session, "Runtime.queryObjects", { prototypeObjectId: String(result.objectId) });
  return propertiesOf(session, objects.objectId).result.flatMap(({ value }) => value?.objectId ?? []);
}

function listenersOf(session: Session, emitter: string): number {
  const { privateProperties = [] } = propertiesOf(session, emitter);
  const set = privateProperties.find(({ name }) => name === "#listeners")?.value?.description;
  const size = /^Set\((\d+)\)$/.exec(set ?? "")?.[1];
  if (size === undefined) throw new Error(`an emitter has its listeners elsewhere: ${set}`);
  return Number(size);
}

interface Replies {
  "Runtime.evaluate": { readonly result: { readonly objectId?: string } };
  "Runtime.queryObjects": { readonly objects: { readonly objectId: string } };
  "Runtime.getProperties": {
    readonly result: readonly Property[];
    readonly privateProperties?: readonly Property[];
  };
}

interface Property {
  readonly name: string;
  readonly value?: { readonly objectId?: string; readonly description?: string };
}

function propertiesOf(session: Session, objectId: string | undefined): Replies["Runtime.getProperties"] {
  return post(session, "Runtime.getProperties", { objectId: String(objectId), ownProperties: true });
}

/** Within its own process, the inspector answers before `post` returns. */
function post<Method extends keyof Replies>(
  session: Session,
  method: Method,
  params: object,
): Replies[Method] {
  let reply: { readonly value: object | undefined } | undefined;
  session.post(method, params, (error, value) => {
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
    reply = { value };
  });
  if (!reply?.value) throw new Error(`${method} was not answered`);
  return reply.value as Replies[Method];
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
