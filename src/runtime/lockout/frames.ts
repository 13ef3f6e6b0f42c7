import { isIPv4 } from "node:net";
import { fieldRow } from "../../packet/index.js";
import { packet, type Packet } from "../../frames/packet.js";
import type { SshSession } from "./ssh-session.js";

/** A frame, and what it is in words. */
export interface NamedFrame {
  readonly what: string;
  readonly frame: Uint8Array;
}

/** Who sends a frame to us. */
export interface Ends {
  readonly from: string;
  readonly to: string;
  readonly fromMac: string;
  readonly toMac: string;
}

const BROADCAST = "ff:ff:ff:ff:ff:ff";

function ip({ from, to, fromMac, toMac }: Ends): Packet {
  const link = packet({ src: fromMac, dst: toMac });
  return isIPv4(from) ? link.ipv4({ src: from, dst: to }) : link.ipv6({ src: from, dst: to });
}

/** A packet of the connection, and one that would begin it again. */
export function sshFrames(ends: Ends, { peerPort, localPort }: SshSession): readonly NamedFrame[] {
  const ports = { sport: peerPort, dport: localPort };
  return [
    {
      what: "a packet of it",
      frame: ip(ends)
        .tcp({ ...ports, flags: ["psh", "ack"] })
        .payload("xdpgen"),
    },
    { what: "the packet that would open it again", frame: ip(ends).tcp({ ...ports, flags: "syn" }) },
  ];
}

/** RFC 826: its answer when we ask for it, and its question for us. */
export function arpFrames({ from, to, fromMac, toMac }: Ends): readonly NamedFrame[] {
  const sender = { senderIp: from, targetIp: to };
  return [
    { what: "its ARP reply", frame: packet({ src: fromMac, dst: toMac }).arp({ ...sender, op: "reply" }) },
    {
      what: "its ARP request",
      frame: packet({ src: fromMac, dst: BROADCAST }).arp({ ...sender, op: "request" }),
    },
  ];
}

/** RFC 4861 sections 4.3 and 4.4: the same in IPv6. */
export function neighbourFrames(ends: Ends): readonly NamedFrame[] {
  const header = { src: ends.from, hopLimit: 255 };
  const last = octetsOf(ends.to).subarray(13);
  const hex = (at: number) => last[at]!.toString(16).padStart(2, "0");
  // RFC 4291 section 2.7.1: ff02::1:ffXX:XXXX, and RFC 2464 section 7 for its MAC address.
  const group = `ff02::1:ff${hex(0)}:${hex(1)}${hex(2)}`;
  const groupMac = `33:33:ff:${hex(0)}:${hex(1)}:${hex(2)}`;
  return [
    {
      what: "its neighbour advertisement",
      frame: packet({ src: ends.fromMac, dst: ends.toMac })
        .ipv6({ ...header, dst: ends.to })
        .icmpv6({ type: "neighbor-advertisement" })
        .payload(octetsOf(ends.from)),
    },
    {
      what: "its neighbour solicitation",
      frame: packet({ src: ends.fromMac, dst: groupMac })
        .ipv6({ ...header, dst: group })
        .icmpv6({ type: "neighbor-solicitation" })
        .payload(octetsOf(ends.to)),
    },
  ];
}

/** RFC 2131 section 4.1: what a server sends goes to port 68, to everybody or to the address itself. The server is taken to be the gateway. */
export function dhcpFrames(ends: Ends): readonly NamedFrame[] {
  const ports = { sport: 67, dport: 68 };
  // op 2 is BOOTREPLY; the fields that follow say nothing to rules.
  const reply = new Uint8Array(240).fill(2, 0, 1);
  return [
    { what: "a DHCP answer", frame: ip(ends).udp(ports).payload(reply) },
    {
      what: "a DHCP offer",
      frame: ip({ ...ends, to: "255.255.255.255", toMac: BROADCAST })
        .udp(ports)
        .payload(reply),
    },
  ];
}

/** The 16 bytes of an IPv6 address, which is one: the kernel gave it. */
function octetsOf(address: string): Uint8Array {
  const parsed = fieldRow("ipv6Src").type.parse(address, "ipv6Src", 128);
  if (parsed.kind !== "interval") throw new Error(`${address} is no IPv6 address`);
  return Buffer.from(parsed.interval.first.toString(16).padStart(32, "0"), "hex");
}
