import { Session } from "node:inspector";
import { Emitter } from "../../src/services/common/emitter.ts";

/** What lives in a process at one moment, after everything that can go is gone. */
export interface Census {
  /** Epoch milliseconds of the machine. */
  readonly atMs: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** Since the start of the process. */
  readonly busyMs: number;
  /** Listeners of all our emitters together. */
  readonly listeners: number;
  /** How many objects of a class there are, by its name. */
  readonly objects: Readonly<Record<string, number>>;
  /** What keeps the process alive, such as `Timeout` and `TCPSocketWrap`, and how many of each. */
  readonly resources: Readonly<Record<string, number>>;
}

type Class = abstract new (...given: never[]) => object;

/** Counts objects of `classes` and the listeners of emitters. Collects garbage first, so it is slow. */
export function takeCensus(classes: readonly Class[] = []): Census {
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

/** Remote ids of all living instances; the heap is collected for it. */
function instancesOf(session: Session, one: Class): readonly string[] {
  const shelf = globalThis as { counted?: unknown };
  shelf.counted = one.prototype;
  const { result } = ask(session, "Runtime.evaluate", { expression: "globalThis.counted" });
  delete shelf.counted;
  const { objects } = ask(session, "Runtime.queryObjects", { prototypeObjectId: String(result.objectId) });
  return propertiesOf(session, objects.objectId).result.flatMap(({ value }) => value?.objectId ?? []);
}

function listenersOf(session: Session, emitter: string): number {
  const { privateProperties = [] } = propertiesOf(session, emitter);
  const set = privateProperties.find(({ name }) => name === "#listeners")?.value?.description;
  const size = /^Set\((\d+)\)$/.exec(set ?? "")?.[1];
  if (size === undefined) throw new Error(`an emitter keeps its listeners elsewhere: ${set}`);
  return Number(size);
}

interface Answers {
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

function propertiesOf(session: Session, objectId: string | undefined): Answers["Runtime.getProperties"] {
  return ask(session, "Runtime.getProperties", { objectId: String(objectId), ownProperties: true });
}

/** Within its own process, the inspector answers before `post` returns. */
function ask<Method extends keyof Answers>(session: Session, method: Method, given: object): Answers[Method] {
  let answer: { readonly value: object | undefined } | undefined;
  session.post(method, given, (error, value) => {
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
    answer = { value };
  });
  if (!answer?.value) throw new Error(`${method} was not answered`);
  return answer.value as Answers[Method];
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
