import { Worker } from "node:worker_threads";
import { DiagnosticError, type Diagnostic } from "../../diagnostics/index.js";
import type { Manifest } from "../../manifest/index.js";
import type { CheckedSource } from "../checked-source.js";

export { projectRoot } from "./project-root.js";

/** What the thread is for. */
export interface CheckTask {
  /** Of the rules file. */
  readonly path: string;
  /** Whether it writes the client as well. */
  readonly client: boolean;
}

/** What the thread tells, in this order. */
export type CheckMessage =
  | { readonly kind: "read"; readonly source: CheckedSource }
  | { readonly kind: "judged" }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "client"; readonly text: string };

/** A check that goes on. */
export interface Checking {
  /** The sources as soon as they are read: later phases can begin. */
  readonly source: Promise<CheckedSource>;
  /** Resolves when the compiler has nothing to say; nothing may be written before. */
  readonly judged: Promise<void>;
  /**
   * Writes the client of a manifest, once, when everything is judged: to load the compiler once more, to print with it, would cost more
   * than all else about a client. For a task with `client`. The text is still to be formatted.
   */
  readonly writeClient: (manifest: Manifest) => Promise<string>;
  /** Ends the thread, whatever it is at. */
  readonly end: () => void;
}

/**
 * Phase 1: reads a rules file and everything it imports, and has the TypeScript compiler check it.
 *
 * Loading that compiler and judging is most of what a build costs, so it happens in a thread of its own, beside the
 * phases that only need the sources. The promises reject with a DiagnosticError: XG101 no such file, XG102 type errors,
 * XG103 syntax errors.
 */
export function startCheck(path: string, { client: withClient = false } = {}): Checking {
  const { promise: source, ...reading } = withResolvers<CheckedSource>();
  const { promise: judged, ...judging } = withResolvers<void>();
  const { promise: client, ...writing } = withResolvers<string>();
  // Whoever waits for one of them must not be surprised by the others.
  for (const promise of [source, judged, client]) promise.catch(() => undefined);
  const refuse = (error: unknown) => {
    for (const { reject } of [reading, judging, writing]) reject(error);
  };
  const hear = (message: CheckMessage) => {
    if (message.kind === "read") reading.resolve(message.source);
    else if (message.kind === "judged") judging.resolve();
    else if (message.kind === "client") writing.resolve(message.text);
    else refuse(new DiagnosticError(message.diagnostics));
  };
  if (import.meta.url.endsWith(".ts")) {
    void checkHere(path).then((messages) => messages.forEach(hear), refuse);
    return { source, judged, writeClient: writeHere, end: () => {} };
  }
  const task: CheckTask = { path, client: withClient };
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: task })
    .on("message", hear)
    .on("error", refuse);
  return {
    source,
    judged,
    writeClient(manifest) {
      worker.postMessage(manifest);
      return client;
    },
    end: () => void worker.terminate(),
  };
}

/** The same in this thread, for when xdpgen runs from its sources: a thread could not read TypeScript. */
async function checkHere(path: string): Promise<readonly CheckMessage[]> {
  const { check } = await import("./check.js");
  return [{ kind: "read", source: check(path) }, { kind: "judged" }];
}

async function writeHere(manifest: Manifest): Promise<string> {
  const { clientText } = await import("../client/client.js");
  return clientText(manifest);
}

/** Promise.withResolvers, which Node 20 has not. */
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
