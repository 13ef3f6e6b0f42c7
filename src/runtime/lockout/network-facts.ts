import { execFileSync } from "node:child_process";

/** What iproute2 says of the network namespace that this thread is in; only what is looked at. Every member may be missing. */
export interface LinkFacts {
  readonly ifname: string;
  readonly address?: string;
  readonly addr_info: readonly {
    readonly family: "inet" | "inet6";
    readonly local: string;
    readonly scope: string;
    /** It came from somebody, such as a DHCP server, and for a time. */
    readonly dynamic?: boolean;
  }[];
}

/** A way to somewhere. */
export interface RouteFacts {
  readonly dev?: string;
  readonly gateway?: string;
  readonly nexthops?: readonly { readonly dev: string; readonly gateway?: string }[];
}

/** What is known of a neighbour. */
export interface NeighbourFacts {
  readonly dst: string;
  readonly dev: string;
  readonly lladdr?: string;
}

/** Every interface with its addresses. */
export const readLinks = (): readonly LinkFacts[] => ip<LinkFacts>("addr", "show");

/** The default routes of both families. */
export const readDefaultRoutes = (): readonly RouteFacts[] => [
  ...ip<RouteFacts>("-4", "route", "show", "default"),
  ...ip<RouteFacts>("-6", "route", "show", "default"),
];

/** The way to one address; undefined when there is none. */
export function readRouteTo(address: string): RouteFacts | undefined {
  try {
    return ip<RouteFacts>("route", "get", address)[0];
  } catch {
    return undefined; // the network is unreachable, ip says, and fails
  }
}

/** The neighbours of all interfaces. */
export const readNeighbours = (): readonly NeighbourFacts[] => ip<NeighbourFacts>("neigh", "show");

/** @throws Error when there is no `ip`, or it fails */
function ip<T>(...args: readonly string[]): readonly T[] {
  const text = execFileSync("ip", ["-j", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 10_000,
  });
  return text.trim() === "" ? [] : (JSON.parse(text) as readonly T[]);
}
