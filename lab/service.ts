/** One service of the lab: `jiti lab/service.ts a` or `… b`. Prints one line when it answers. */
import { createServer } from "node:http";
import { SERVICES, type ServiceName } from "./services.js";

const name = process.argv[2];
if (name === undefined || !(name in SERVICES)) {
  console.error(`which service? One of: ${Object.keys(SERVICES).join(", ")}`);
  process.exit(2);
}
const { port, path, answer } = SERVICES[name as ServiceName];

const server = createServer((request, response) => {
  const known = request.method === "GET" && request.url === path;
  response.writeHead(known ? 200 : 404, { "content-type": "text/plain", connection: "close" });
  response.end(known ? `${answer}\n` : "not found\n");
});
server.listen(port, "0.0.0.0", () => console.log(`service ${name} answers on port ${port}`));

// As the first process of a container it would otherwise ignore the signal and be killed after ten seconds.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0));
