/** The thread that reads and judges a rules file: see index.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { DiagnosticError } from "../../diagnostics/index.js";
import { read } from "./check.js";
import type { CheckMessage } from "./index.js";

const tell = (message: CheckMessage) => parentPort!.postMessage(message);

try {
  const { source, judge } = read(workerData as string);
  tell({ kind: "read", source });
  judge();
  tell({ kind: "judged" });
} catch (error) {
  // Any other error is a bug, and reaches the other thread as the worker's own "error" event.
  if (!(error instanceof DiagnosticError)) throw error;
  tell({ kind: "refused", diagnostics: error.diagnostics });
}
