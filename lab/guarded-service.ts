/**
 * B's second service: who sends it too many bad requests is banned in the kernel, and for some seconds nothing of his reaches B.
 *
 *     jiti lab/guarded-service.ts <client> <seconds>
 *
 * The client is the one that `xdpgen build rules/ban-abusers.ts` writes. Ctrl+C detaches.
 */
import { createServer } from "node:http";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AttachFirewallOptions, Counter, Firewall, LiveSetHandle } from "../src/runtime/index.js";
import { BAD_REQUESTS, GUARDED } from "./services.js";

/** As in generated/ban-abusers/client.ts, which a program of one's own imports by its path; here it is built only in the scenario. */
interface Client {
  attach: (
    ifname: string,
    options?: AttachFirewallOptions,
  ) => Promise<Firewall<{ readonly banned: Counter }, { readonly bans: LiveSetHandle<["ipv4"]> }>>;
}

const [client, seconds] = process.argv.slice(2);
if (client === undefined || !(Number(seconds) >= 1)) {
  console.error("which client, and for how many seconds is a ban?");
  process.exit(2);
}
const { attach } = (await import(pathToFileURL(resolve(client)).href)) as Client;
const fw = await attach("eth0");

const bad = new Map<string, number>();

const server = createServer((request, response) => {
  const known = request.method === "GET" && request.url === GUARDED.path;
  response.on("finish", () => {
    if (response.statusCode >= 400 && response.statusCode < 500) void blame(request.socket.remoteAddress);
  });
  response.writeHead(known ? 200 : 404, { "content-type": "text/plain", connection: "close" });
  response.end(known ? `${GUARDED.answer}\n` : "not found\n");
});

async function blame(address: string | undefined): Promise<void> {
  if (address === undefined) return; // it has gone by now
  const count = (bad.get(address) ?? 0) + 1;
  bad.set(address, count);
  if (count < BAD_REQUESTS) return;
  bad.delete(address);
  await fw.sets.bans.add(address, { for: Number(seconds) });
  console.log(`banned ${address} for ${seconds} s`);
}

server.listen(GUARDED.port, "0.0.0.0", () =>
  console.log(`the guarded service answers on port ${GUARDED.port}`),
);

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => void fw.detach().finally(() => process.exit(0)));
