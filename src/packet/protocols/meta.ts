import { boolean, fragment } from "../datatypes/enumerations.js";
import { number } from "../datatypes/numbers.js";
import { context, derived, type FieldRow } from "../field.js";

/** What every frame has, whatever is in it, and whether an IP packet is a fragment. */
export const metaFields = {
  /** Length of the frame in bytes, Ethernet header included. `.packetLength(range(0, 63))` */
  packetLength: {
    protocol: "meta",
    title: "length of the frame in bytes",
    type: number,
    bits: 32,
    location: context(),
    source: "linux/bpf.h: struct xdp_md",
  },
  /** Fragments of IPv4 and IPv6: "none", "first", "later", or "any" for the latter two. `.fragment("later")` */
  fragment: {
    protocol: "ip",
    title: "fragment",
    type: fragment,
    bits: 2,
    location: derived,
    source: "RFC 791 section 3.1, RFC 8200 section 4.5",
  },
  /** Holds when the parser stopped early: a cut or impossible header, a third tag, a ninth extension header. `.malformed()` */
  malformed: {
    protocol: "meta",
    title: "the parser stopped early",
    type: boolean,
    bits: 1,
    location: derived,
    source: "docs/semantics.md",
  },
  /** Index of the interface that the frame came in through. `.ingressIfindex(2)` */
  ingressIfindex: {
    protocol: "meta",
    title: "index of the ingress interface",
    type: number,
    bits: 32,
    location: context("ingress_ifindex"),
    source: "linux/bpf.h: struct xdp_md",
  },
  /** Receive queue of the NIC, from 0. `.rxQueue(0)` */
  rxQueue: {
    protocol: "meta",
    title: "receive queue",
    type: number,
    bits: 32,
    location: context("rx_queue_index"),
    source: "linux/bpf.h: struct xdp_md",
  },
} as const satisfies Record<string, FieldRow>;
