import { isIPv4, isIPv6 } from "node:net";
import type { LinkFacts, NeighbourFacts, RouteFacts } from "./network-facts.js";
import { arpFrames, dhcpFrames, neighbourFrames, sshFrames, type Ends, type NamedFrame } from "./frames.js";
import type { SshSession } from "./ssh-session.js";

/** Who would be cut off if one of these frames were dropped. */
export interface Lifeline {
  readonly who: string;
  readonly frames: readonly NamedFrame[];
}

/** What there is to be known of the interface, before anybody is cut off. */
export interface Surroundings {
  readonly ifname: string;
  readonly links: readonly LinkFacts[];
  readonly defaultRoutes: readonly RouteFacts[];
  readonly neighbours: readonly NeighbourFacts[];
  readonly session: SshSession | undefined;
  /** The way to the session's peer. */
  readonly routeToPeer: RouteFacts | undefined;
}

/** A MAC address of documentation (RFC 7042 section 2.1.2), for a neighbour whose own is not known. */
const UNKNOWN_MAC = "00:00:5e:00:53:01";

/** What must come in through an interface for those who are connected over it, and for the machine to stay in the network. */
export function lifelines(around: Surroundings): readonly Lifeline[] {
  const { ifname, links, neighbours, session } = around;
  const link = links.find((one) => one.ifname === ifname);
  const mac = link?.address;
  // Without Ethernet addresses there is nothing that the rules could be about.
  if (link === undefined || mac === undefined || !/^[0-9a-f:]{17}$/.test(mac)) return [];
  const addresses = link.addr_info.map(({ local }) => local);
  const macOf = (address: string) =>
    neighbours.find(({ dst, dev }) => dst === address && dev === ifname)?.lladdr ?? UNKNOWN_MAC;
  const ends = (from: string, to: string): Ends => ({ from, to, fromMac: macOf(from), toMac: mac });

  const ours = session === undefined ? undefined : sessionOver(around, session);
  const ssh =
    session === undefined || ours === undefined
      ? []
      : [
          {
            who: `the SSH session from ${session.peer}`,
            frames: sshFrames({ ...ends(session.peer, session.local), fromMac: macOf(ours) }, session),
          },
        ];
  const gateways = new Set(gatewaysOn(around.defaultRoutes, ifname));
  const hops = [...(ours === undefined ? [] : [ours]), ...gateways];
  return [
    ...ssh,
    ...[...new Set(hops)].flatMap((hop) => {
      const who = gateways.has(hop) ? `the default gateway ${hop}` : `the neighbour ${hop}`;
      const us = addresses.find(isIPv4(hop) ? isIPv4 : isIPv6);
      if (us === undefined) return [];
      return [{ who, frames: (isIPv4(hop) ? arpFrames : neighbourFrames)(ends(hop, us)) }];
    }),
    ...link.addr_info
      .filter(({ family, dynamic }) => family === "inet" && dynamic === true)
      .map(({ local }) => ({
        who: `the DHCP lease of ${local}`,
        frames: dhcpFrames(ends([...gateways].find((gateway) => isIPv4(gateway)) ?? local, local)),
      })),
  ];
}

/** The neighbour through which the session's packets come in by this interface: its peer, or a gateway. */
function sessionOver(
  { ifname, links, routeToPeer }: Surroundings,
  { peer, local }: SshSession,
): string | undefined {
  // The connection may belong to another namespace, whose addresses these are not.
  const owner = links.find(({ addr_info }) => addr_info.some((address) => address.local === local));
  if (owner === undefined || routeToPeer?.dev !== ifname) return undefined;
  return routeToPeer.gateway ?? peer;
}

function gatewaysOn(routes: readonly RouteFacts[], ifname: string): readonly string[] {
  return routes
    .flatMap((route) => [route, ...(route.nexthops ?? [])])
    .flatMap(({ dev, gateway }) => (dev === ifname && gateway !== undefined ? [gateway] : []));
}
