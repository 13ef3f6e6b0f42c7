import { TCP_FLAGS } from "../../packet/index.js";
import type { Layer } from "./layer.js";
import { octets } from "./octets.js";

interface Ports {
  readonly sport?: number;
  readonly dport?: number;
}

interface TcpOptions extends Ports {
  readonly seq?: number;
  readonly ack?: number;
  readonly flags?: readonly (keyof typeof TCP_FLAGS)[];
  readonly window?: number;
  /** In words of 4 bytes. */
  readonly dataOffset?: number;
}

/** A TCP header of 20 bytes; its checksum is 0. */
export function tcp({
  sport = 40000,
  dport = 80,
  seq = 0,
  ack = 0,
  flags = ["syn"],
  window = 64240,
  dataOffset = 5,
}: TcpOptions = {}): Layer {
  const flagByte = flags.reduce((byte, name) => byte | TCP_FLAGS[name], 0);
  return {
    protocol: 6,
    encode: () =>
      Uint8Array.from([
        ...octets(sport, 2),
        ...octets(dport, 2),
        ...octets(seq, 4),
        ...octets(ack, 4),
        dataOffset << 4,
        flagByte,
        ...octets(window, 2),
        ...octets(0, 4),
      ]),
  };
}

interface UdpOptions extends Ports {
  /** In bytes, header included; default: the true one. */
  readonly length?: number;
}

/** A UDP header, 8 bytes; its checksum is 0. */
export function udp({ sport = 40000, dport = 53, length }: UdpOptions = {}): Layer {
  return {
    protocol: 17,
    encode: (_next, payload) =>
      Uint8Array.from([
        ...octets(sport, 2),
        ...octets(dport, 2),
        ...octets(length ?? 8 + payload, 2),
        ...octets(0, 2),
      ]),
  };
}

/** The common header of SCTP, 12 bytes; verification tag and checksum are 0. */
export function sctp({ sport = 40000, dport = 3868 }: Ports = {}): Layer {
  return {
    protocol: 132,
    encode: () => Uint8Array.from([...octets(sport, 2), ...octets(dport, 2), ...octets(0, 8)]),
  };
}

interface IcmpOptions {
  readonly type?: number;
  readonly code?: number;
}

/** The first 8 bytes of an ICMP message, an echo request by default; all but type and code are 0. */
export function icmp({ type = 8, code = 0 }: IcmpOptions = {}): Layer {
  return { protocol: 1, encode: () => Uint8Array.from([type, code, ...octets(0, 6)]) };
}

/** The first 8 bytes of an ICMPv6 message, an echo request by default; all but type and code are 0. */
export function icmpv6({ type = 128, code = 0 }: IcmpOptions = {}): Layer {
  return { protocol: 58, encode: () => Uint8Array.from([type, code, ...octets(0, 6)]) };
}
