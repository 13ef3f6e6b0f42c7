import { integer } from "./integer.js";

const hex = (digits: number) => (value: bigint) => `0x${value.toString(16).padStart(digits, "0")}`;

/** Any unsigned integer that fits the field. */
export const number = integer({ name: "number", expected: "a whole number" });

/** 0 to 65535. */
export const port = integer({ name: "port", expected: "a port from 0 to 65535" });

/** IEEE 802 numbers (IANA), linux/if_ether.h. */
export const etherType = integer({
  name: "ether-type",
  expected: "an ether type: 0 to 0xffff, or its name",
  names: {
    ipv4: 0x0800,
    arp: 0x0806,
    "wake-on-lan": 0x0842,
    rarp: 0x8035,
    vlan: 0x8100,
    ipv6: 0x86dd,
    "mpls-unicast": 0x8847,
    "mpls-multicast": 0x8848,
    "pppoe-discovery": 0x8863,
    "pppoe-session": 0x8864,
    eapol: 0x888e,
    qinq: 0x88a8,
    lldp: 0x88cc,
    macsec: 0x88e5,
    ptp: 0x88f7,
  },
  format: hex(4),
});

/** Assigned Internet protocol numbers (IANA). */
export const protocol = integer({
  name: "protocol",
  expected: "an IP protocol: 0 to 255, or its name",
  ordered: true,
  names: {
    hopopt: 0,
    icmp: 1,
    igmp: 2,
    ipip: 4,
    tcp: 6,
    egp: 8,
    udp: 17,
    dccp: 33,
    ipv6: 41,
    rsvp: 46,
    gre: 47,
    esp: 50,
    ah: 51,
    icmpv6: 58,
    "no-next-header": 59,
    ospf: 89,
    pim: 103,
    ipcomp: 108,
    vrrp: 112,
    l2tp: 115,
    sctp: 132,
    "udp-lite": 136,
    mpls: 137,
  },
});

/** Differentiated services code points, RFC 2474 and IANA. */
export const dscp = integer({
  name: "dscp",
  expected: "a DSCP code point: 0 to 63, or its name",
  names: {
    cs0: 0,
    le: 1,
    cs1: 8,
    af11: 10,
    af12: 12,
    af13: 14,
    cs2: 16,
    af21: 18,
    af22: 20,
    af23: 22,
    cs3: 24,
    af31: 26,
    af32: 28,
    af33: 30,
    cs4: 32,
    af41: 34,
    af42: 36,
    af43: 38,
    cs5: 40,
    "voice-admit": 44,
    ef: 46,
    cs6: 48,
    cs7: 56,
  },
});

/** Explicit congestion notification, RFC 3168 section 5. */
export const ecn = integer({
  name: "ecn",
  expected: "an ECN code point: 0 to 3, or its name",
  names: { "not-ect": 0, ect1: 1, ect0: 2, ce: 3 },
});

/** ARP operation codes, RFC 826 and RFC 903. */
export const arpOperation = integer({
  name: "arp-operation",
  expected: "an ARP operation: 0 to 65535, or its name",
  names: { request: 1, reply: 2, "rarp-request": 3, "rarp-reply": 4, nak: 10 },
});

/** ICMP types, RFC 792 and IANA. */
export const icmpType = integer({
  name: "icmp-type",
  expected: "an ICMP type: 0 to 255, or its name",
  names: {
    "echo-reply": 0,
    "destination-unreachable": 3,
    "source-quench": 4,
    redirect: 5,
    "echo-request": 8,
    "router-advertisement": 9,
    "router-solicitation": 10,
    "time-exceeded": 11,
    "parameter-problem": 12,
    "timestamp-request": 13,
    "timestamp-reply": 14,
    "info-request": 15,
    "info-reply": 16,
    "address-mask-request": 17,
    "address-mask-reply": 18,
  },
});

/** ICMPv6 types, RFC 4443 and RFC 4861. */
export const icmpv6Type = integer({
  name: "icmpv6-type",
  expected: "an ICMPv6 type: 0 to 255, or its name",
  names: {
    "destination-unreachable": 1,
    "packet-too-big": 2,
    "time-exceeded": 3,
    "parameter-problem": 4,
    "echo-request": 128,
    "echo-reply": 129,
    "mld-listener-query": 130,
    "mld-listener-report": 131,
    "mld-listener-done": 132,
    "router-solicitation": 133,
    "router-advertisement": 134,
    "neighbor-solicitation": 135,
    "neighbor-advertisement": 136,
    redirect: 137,
    "mld2-listener-report": 143,
  },
});
