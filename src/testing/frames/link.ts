import type { Layer } from "./layer.js";
import { ipv4Octets, macOctets, octets } from "./octets.js";

/** What stands where an ether type would when nothing follows: IEEE's local experimental type. */
const EXPERIMENTAL = 0x88b5;

interface EthernetOptions {
  readonly dst?: string;
  readonly src?: string;
  /** Default: the next layer's. */
  readonly type?: number;
}

/** The Ethernet header, 14 bytes. */
export function ethernet({
  dst = "02:42:ac:14:00:0c",
  src = "02:42:ac:14:00:0b",
  type,
}: EthernetOptions = {}): Layer {
  return {
    encode: (next) =>
      Uint8Array.from([
        ...macOctets(dst),
        ...macOctets(src),
        ...octets(type ?? next?.etherType ?? EXPERIMENTAL, 2),
      ]),
  };
}

interface VlanOptions {
  readonly id?: number;
  readonly priority?: number;
  /** 0x8100 (802.1Q) by default. */
  readonly tpid?: number;
  /** Default: the next layer's. */
  readonly type?: number;
}

/** The four bytes of a VLAN tag behind its TPID: tag control information, and the next ether type. */
export function vlan({ id = 1, priority = 0, tpid = 0x8100, type }: VlanOptions = {}): Layer {
  return {
    etherType: tpid,
    encode: (next) =>
      Uint8Array.from([
        ...octets((priority << 13) | id, 2),
        ...octets(type ?? next?.etherType ?? EXPERIMENTAL, 2),
      ]),
  };
}

interface ArpOptions {
  readonly operation?: number;
  readonly senderIp?: string;
  readonly targetIp?: string;
  readonly hardwareType?: number;
  readonly protocolType?: number;
  readonly hardwareLength?: number;
  readonly protocolLength?: number;
}

/** An ARP packet of Ethernet/IPv4, 28 bytes (RFC 826). */
export function arp({
  operation = 1,
  senderIp = "172.20.0.11",
  targetIp = "172.20.0.12",
  hardwareType = 1,
  protocolType = 0x0800,
  hardwareLength = 6,
  protocolLength = 4,
}: ArpOptions = {}): Layer {
  return {
    etherType: 0x0806,
    encode: () =>
      Uint8Array.from([
        ...octets(hardwareType, 2),
        ...octets(protocolType, 2),
        hardwareLength,
        protocolLength,
        ...octets(operation, 2),
        ...macOctets("02:42:ac:14:00:0b"),
        ...ipv4Octets(senderIp),
        ...macOctets("00:00:00:00:00:00"),
        ...ipv4Octets(targetIp),
      ]),
  };
}
