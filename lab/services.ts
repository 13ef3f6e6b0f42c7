/** The two services of the lab. Each answers one path with one line and knows nothing of packets. */
export const SERVICES = {
  a: { address: "172.20.0.11", port: 5011, path: "/a", answer: "A OK" },
  b: { address: "172.20.0.12", port: 5012, path: "/b", answer: "B OK" },
} as const;

export type ServiceName = keyof typeof SERVICES;

/** B's second service, which bans who sends it so many bad requests: lab/guarded-service.ts. */
export const GUARDED = { port: 5013, path: "/b", answer: "B OK, guarded" } as const;
export const BAD_REQUESTS = 50;

/** The network that both services and the host are on; the host is its first address. */
export const NETWORK = { subnet: "172.20.0.0/24", prefixLength: 24, host: "172.20.0.1" } as const;

/** Where a service is found from inside the network. */
export function urlOf(name: ServiceName): string {
  const { address, port, path } = SERVICES[name];
  return `http://${address}:${port}${path}`;
}

/** Where B's guarded service is found from inside the network. */
export const GUARDED_URL = `http://${SERVICES.b.address}:${GUARDED.port}${GUARDED.path}`;
