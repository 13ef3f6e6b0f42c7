import { writeFields, type HeaderFields } from "./fields.js";
import type { Layer } from "./layer.js";
import { octets } from "./octets.js";

/** What stands where an ether type would when nothing follows: IEEE's local experimental type. */
const EXPERIMENTAL = 0x88b5;

export interface EthernetOptions extends HeaderFields<"ether"> {
  /** Default: the next layer's. */
  readonly type?: number | undefined;
}

/** The Ethernet header, 14 bytes. */
export function ethernet({ type, ...fields }: EthernetOptions = {}): Layer {
  return {
    encode: (next) => {
      const header = new Uint8Array(14);
      header.set(octets(type ?? next?.etherType ?? EXPERIMENTAL, 2), 12);
      return writeFields(
        header,
        "ether",
        {
          dst: "02:42:ac:14:00:0c",
          src: "02:42:ac:14:00:0b",
        },
        fields,
      );
    },
  };
}

export interface VlanOptions extends HeaderFields<"vlan"> {
  /** 0x8100 (802.1Q) by default. */
  readonly tpid?: number | undefined;
  /** The ether type behind the tag; default: the next layer's. */
  readonly type?: number | undefined;
}

/** The four bytes of a VLAN tag behind its TPID: tag control information, and the next ether type. A number is the tag's `id`. */
export function vlan(tag: number | VlanOptions = {}): Layer {
  const { tpid = 0x8100, type, ...fields } = typeof tag === "number" ? { id: tag } : tag;
  return {
    etherType: tpid,
    encode: (next) => {
      const header = new Uint8Array(4);
      header.set(octets(type ?? next?.etherType ?? EXPERIMENTAL, 2), 2);
      return writeFields(header, "vlan", { id: 1 }, fields);
    },
  };
}

export interface ArpOptions extends HeaderFields<"arp"> {
  readonly hardwareType?: number | undefined;
  readonly protocolType?: number | undefined;
  readonly hardwareLength?: number | undefined;
  readonly protocolLength?: number | undefined;
}

/** An ARP packet of Ethernet/IPv4, 28 bytes (RFC 826); a request by default. */
export function arp({
  hardwareType = 1,
  protocolType = 0x0800,
  hardwareLength = 6,
  protocolLength = 4,
  ...fields
}: ArpOptions = {}): Layer {
  return {
    etherType: 0x0806,
    encode: () => {
      const packet = new Uint8Array(28);
      packet.set([...octets(hardwareType, 2), ...octets(protocolType, 2), hardwareLength, protocolLength]);
      packet.set([0x02, 0x42, 0xac, 0x14, 0x00, 0x0b], 8);
      return writeFields(
        packet,
        "arp",
        {
          op: "request",
          senderIp: "172.20.0.11",
          targetIp: "172.20.0.12",
        },
        fields,
      );
    },
  };
}
