import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { DiagnosticError, fail } from "../../diagnostics/index.js";
import { faultCode } from "../../util/file-faults.js";
import { FORMATS } from "./exposition.js";
import type { Metrics } from "./families.js";
import type { ListenAddress } from "./listen-address.js";
import { formatFor } from "./negotiation.js";

/** A server that is listening. */
export interface MetricsServer {
  /** `http://127.0.0.1:9464/metrics`, with the port that it really has. */
  readonly url: string;
  /** Takes no more requests, and resolves when the last answer has gone. */
  close(): Promise<void>;
}

/** So long a client may take for a request, in milliseconds: who sends nothing must not keep a connection. */
const REQUEST_MS = 10_000;
const MOST_CONNECTIONS = 64;
/** So long an answer may take that is being sent when the server is closed. */
const LAST_ANSWER_MS = 1000;

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "somebody else listens there",
  EACCES: "ports below 1024 need a privilege",
  EADDRNOTAVAIL: "this machine does not have that address",
  ENOTFOUND: "there is no such host",
};

/** Answers GET and HEAD of /metrics with what `read` finds, once for each request. Fails with XG651. */
export async function serveMetrics(
  { host, port }: ListenAddress,
  read: () => readonly Metrics[],
): Promise<MetricsServer> {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS }, answerWith(read));
  server.maxConnections = MOST_CONNECTIONS;
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (error) {
    const code = faultCode(error) ?? "";
    fail("XG651", { address: urlAuthority(host, port), reason: REASONS[code] ?? (error as Error).message });
  }
  const bound = server.address() as { readonly port: number };
  return { url: `http://${urlAuthority(host, bound.port)}/metrics`, close: () => close(server) };
}

function answerWith(read: () => readonly Metrics[]): RequestListener {
  return ({ method = "", url = "", headers }, response) => {
    const end = (status: number, contentType: string, text: string): void => {
      response.writeHead(status, {
        "content-type": contentType,
        "content-length": Buffer.byteLength(text),
        "cache-control": "no-store",
      });
      response.end(method === "HEAD" ? undefined : text);
    };
    const plain = (status: number, text: string): void =>
      end(status, "text/plain; charset=utf-8", `${text}\n`);
    if (url.split("?")[0] !== "/metrics") return plain(404, "the metrics are at /metrics");
    if (method !== "GET" && method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      return plain(405, "the metrics can be read: GET or HEAD");
    }
    try {
      const { contentType, write } = FORMATS[formatFor(headers.accept)];
      end(200, contentType, write(read()));
    } catch (error) {
      // The next one may go well: what was wrong is said to whoever asked, and the server stays.
      plain(500, reasonOf(error));
    }
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof DiagnosticError)) return `this is a bug in xdpgen: ${String(error)}`;
  return error.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n");
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), LAST_ANSWER_MS);
  await closed;
  clearTimeout(patience);
}

/** An IPv6 address stands in brackets. */
const urlAuthority = (host: string, port: number): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
