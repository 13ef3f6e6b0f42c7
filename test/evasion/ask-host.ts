import { setTimeout as sleep } from "node:timers/promises";
import { ethernet, frame, ipv4, udp } from "../../src/testing/frames.js";
import type { Sandbox } from "../support/namespaces.js";
import { openRawSocket } from "../support/raw-socket.js";
import { MARKER_MS } from "./stage.js";

/** Sent behind every frame: when it has been counted, so has the frame. */
const MARKER_ADDRESS = "192.0.2.99";
const MARKER = frame(ethernet(), ipv4({ dst: MARKER_ADDRESS }), udp());

/** Everything that the host takes for IP, or for ARP, is counted and goes no further. */
const RULES = `table inet host {
  counter ip-packets { }
  counter markers { }
  chain seen {
    type filter hook prerouting priority raw; policy drop;
    ip daddr ${MARKER_ADDRESS} counter name markers drop
    counter name ip-packets
  }
}
table arp host {
  counter arp-packets { }
  chain seen {
    type filter hook input priority 0; policy drop;
    counter name arp-packets
  }
}
`;

/** What is used of `nft -j list counters`. */
interface Counters {
  readonly nftables: readonly {
    readonly counter?: { readonly name: string; readonly packets: number };
  }[];
}

/** What a host makes of a frame: "tagged" when it would need a VLAN that it does not have. */
export type Reception = "taken" | "refused" | "tagged";

/**
 * What the receiving host, without a filter and without VLANs, makes of each frame. It takes what its network stack hands to
 * netfilter's first hook for IP or ARP, behind its own checks of lengths, versions and checksums.
 */
export async function askHost(frames: readonly Uint8Array[], stage: Sandbox): Promise<Reception[]> {
  const { left, right } = stage;
  const nft = (...args: string[]) => stage.run(right, "nft", ...args);
  nft(RULES);
  const socket = openRawSocket(left.netns, left.ifname);
  try {
    const receptions: Reception[] = [];
    let before = 0;
    for (const [index, bytes] of frames.entries()) {
      socket.send(bytes);
      socket.send(MARKER);
      const after = await packetsAfterMarker(nft, index + 1);
      receptions.push(after > before ? "taken" : hasTag(bytes) ? "tagged" : "refused");
      before = after;
    }
    return receptions;
  } finally {
    socket.close();
    nft("flush", "ruleset");
  }
}

const TAG_TYPES = [0x8100, 0x88a8, 0x9100];

/** Whether a whole tag stands behind the addresses. */
const hasTag = (frame: Uint8Array): boolean =>
  frame.length >= 18 && TAG_TYPES.includes((frame[12]! << 8) | frame[13]!);

type Nft = (...args: string[]) => string;

/** Packets of IP and ARP, markers not among them, once `markers` of these have been counted. */
async function packetsAfterMarker(nft: Nft, markers: number): Promise<number> {
  for (const end = performance.now() + MARKER_MS; performance.now() < end; await sleep(1)) {
    if (readCounters(nft).get("markers") !== markers) continue;
    // The counters are read one after the other: the frame may have been counted behind the reader's back.
    const packets = readCounters(nft);
    return packets.get("ip-packets")! + packets.get("arp-packets")!;
  }
  throw new Error("a marker did not arrive");
}

function readCounters(nft: Nft): ReadonlyMap<string, number> {
  const { nftables } = JSON.parse(nft("-j", "list", "counters")) as Counters;
  return new Map(
    nftables.flatMap(({ counter }) => (counter === undefined ? [] : [[counter.name, counter.packets]])),
  );
}
