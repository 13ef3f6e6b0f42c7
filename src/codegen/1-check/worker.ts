/** The thread that reads and judges a rules file, and then has the compiler loaded for the client: see index.ts. */
import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { DiagnosticError } from "../../diagnostics/index.js";
import type { Manifest } from "../../manifest/index.js";
import { read } from "./check.js";
import type { CheckMessage, CheckTask } from "./index.js";

const tell = (message: CheckMessage) => parentPort!.postMessage(message);
const task = workerData as CheckTask;

try {
  const { source, judge } = read(task.path);
  tell({ kind: "read", source });
  // Listened for before, as it may come while this judges.
  const asked = task.client ? once(parentPort!, "message") : undefined;
  judge();
  tell({ kind: "judged" });
  if (asked !== undefined) {
    const [manifest] = (await asked) as [Manifest];
    const { clientText } = await import("../client/client.js");
    tell({ kind: "client", text: clientText(manifest) });
  }
} catch (error) {
  // Any other error is a bug, and reaches the other thread as the worker's own "error" event.
  if (!(error instanceof DiagnosticError)) throw error;
  tell({ kind: "refused", diagnostics: error.diagnostics });
  // Nobody asks any more.
  parentPort!.close();
}
