import { mutantsOf, rulesets, unit, type Mutant } from "./mutant.js";

const TABLES_TEST = unit("test/unit/packet/tables.test.ts");
const DECODE_IP = unit("test/unit/testing/decode-ip.test.ts");
const DECODE_LINK = unit("test/unit/testing/decode-link.test.ts");

/**
 * Rows of the tables that compiler and interpreter both read, so that comparing the two shows nothing: frames that are
 * written down by hand have to, and the kernel's headers.
 */
export const TABLES: readonly Mutant[] = [
  ...mutantsOf("src/packet/protocols/ipv4.ts", [
    {
      name: "row-addresses-swapped",
      find: 'bytes(12, 4, "saddr")',
      replace: 'bytes(16, 4, "daddr")',
      breaks: "`ipv4Src` is the destination.",
      first: DECODE_IP,
    },
    {
      name: "row-ttl-offset",
      find: 'bytes(8, 1, "ttl")',
      replace: 'bytes(9, 1, "ttl")',
      breaks: "`ipv4Ttl` is looked for one byte too late.",
      first: TABLES_TEST,
    },
    {
      name: "row-dscp-shift",
      find: 'bitsOf(1, 1, 2, "tos")',
      replace: 'bitsOf(1, 1, 1, "tos")',
      breaks: "`ipv4Dscp` begins one bit too low.",
      first: DECODE_IP,
    },
    {
      name: "row-header-length-shift",
      find: "bitsOf(0, 1, 0)",
      replace: "bitsOf(0, 1, 4)",
      breaks: "`ipv4HeaderLength` is the version.",
      first: DECODE_IP,
    },
  ]),
  ...mutantsOf("src/packet/protocols/ipv6.ts", [
    {
      name: "row-ipv6-dscp-shift",
      find: "bitsOf(0, 2, 6)",
      replace: "bitsOf(0, 2, 4)",
      breaks: "`ipv6Dscp` begins two bits too low, at the bits of ECN.",
      first: DECODE_IP,
    },
    {
      name: "row-flow-label-size",
      find: "bitsOf(0, 4, 0)",
      replace: "bitsOf(0, 4, 8)",
      breaks: "`ipv6FlowLabel` lacks its lowest byte.",
      first: DECODE_IP,
    },
  ]),
  ...mutantsOf("src/packet/protocols/ethernet.ts", [
    {
      name: "row-vlan-priority-shift",
      find: 'bitsOf(0, 2, 13, "h_vlan_TCI")',
      replace: 'bitsOf(0, 2, 12, "h_vlan_TCI")',
      breaks: "`vlanPriority` begins one bit too low, at the DEI bit.",
      first: DECODE_LINK,
    },
    {
      name: "row-macs-swapped",
      find: 'bytes(6, 6, "h_source")',
      replace: 'bytes(0, 6, "h_dest")',
      breaks: "`etherSrc` is the destination.",
      first: DECODE_LINK,
    },
  ]),
  ...mutantsOf("src/packet/protocols/arp.ts", [
    {
      name: "row-arp-target-is-sender",
      find: "bytes(24, 4)",
      replace: "bytes(14, 4)",
      breaks: "`arpTargetIp` is the sender.",
      first: DECODE_LINK,
    },
  ]),
  ...mutantsOf("src/packet/protocols/transport.ts", [
    {
      name: "row-tcp-flags-offset",
      find: "bytes(13, 1)",
      replace: "bytes(12, 1)",
      breaks: "`tcpFlags` are looked for in the byte of the data offset.",
      first: DECODE_IP,
    },
    {
      name: "row-udp-ports-swapped",
      find: 'bytes(0, 2, "source"),\n    source: "RFC 768"',
      replace: 'bytes(2, 2, "dest"),\n    source: "RFC 768"',
      breaks: "`udpSport` is the destination port.",
      first: DECODE_IP,
    },
    {
      name: "row-udp-length-is-the-checksum",
      find: 'bytes(4, 2, "len")',
      replace: 'bytes(6, 2, "check")',
      breaks: "`udpLength` is the checksum.",
      first: DECODE_IP,
    },
  ]),
  ...mutantsOf("src/packet/actions.ts", [
    {
      name: "row-drop-returns-pass",
      find: 'constant: "XDP_DROP"',
      replace: 'constant: "XDP_PASS"',
      breaks: "A rule that drops lets pass.",
      first: rulesets("the action drop"),
    },
    {
      name: "row-tx-is-aborted",
      find: 'constant: "XDP_TX"',
      replace: 'constant: "XDP_ABORTED"',
      breaks: "A rule that sends back discards.",
      first: rulesets("the action tx"),
    },
  ]),
];
