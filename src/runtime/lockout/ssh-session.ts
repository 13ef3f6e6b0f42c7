import { readFileSync } from "node:fs";
import { isIP } from "node:net";

/** The two ends of the SSH connection over which somebody works, as this machine sees it. */
export interface SshSession {
  readonly peer: string;
  readonly peerPort: number;
  readonly local: string;
  readonly localPort: number;
}

/**
 * The session that this process belongs to: SSH_CONNECTION of its own environment, or of that of a process above it, as sudo
 * leaves it out. Undefined when there is none, or the processes above are not to be read.
 */
export function findSshSession(
  env: Readonly<Record<string, string | undefined>> = process.env,
  parent = process.ppid,
): SshSession | undefined {
  const here = env["SSH_CONNECTION"];
  if (here !== undefined) return parseSshConnection(here);
  for (let pid = parent; pid > 1;) {
    try {
      const words = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
      const found = words.find((word) => word.startsWith("SSH_CONNECTION="));
      if (found !== undefined) return parseSshConnection(found.slice("SSH_CONNECTION=".length));
      pid = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** sshd(8), ENVIRONMENT: "client IP, client port, server IP, server port". Undefined for anything else. */
export function parseSshConnection(text: string): SshSession | undefined {
  const [peer, peerPort, local, localPort] = text.trim().split(/\s+/);
  // A link-local address has its interface behind it.
  const [from, to] = [peer, local].map((address) => address?.replace(/%.*$/, "") ?? "");
  const ports = [peerPort, localPort].map(Number);
  const isPort = (port: number | undefined): port is number =>
    port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536;
  if (isIP(from!) === 0 || isIP(from!) !== isIP(to!) || !isPort(ports[0]) || !isPort(ports[1]))
    return undefined;
  return { peer: from!, peerPort: ports[0], local: to!, localPort: ports[1] };
}
