import { etherType, number } from "../datatypes/numbers.js";
import { macAddress } from "../datatypes/mac-address.js";
import { bitsOf, bytes, derived, type FieldRow } from "../field.js";

export const ethernetFields = {
  /** Source MAC address. `.etherSrc("02:42:ac:14:00:0b")` */
  etherSrc: {
    protocol: "ethernet",
    title: "source MAC address",
    type: macAddress,
    bits: 48,
    location: bytes(6, 6, "h_source"),
    source: "IEEE 802.3",
  },
  /** Destination MAC address. `.etherDst("ff:ff:ff:ff:ff:ff")` */
  etherDst: {
    protocol: "ethernet",
    title: "destination MAC address",
    type: macAddress,
    bits: 48,
    location: bytes(0, 6, "h_dest"),
    source: "IEEE 802.3",
  },
  /** Ether type after at most two VLAN tags. `.etherType("lldp")`, `.etherType(0x88cc)` */
  etherType: {
    protocol: "ethernet",
    title: "ether type after the tags",
    type: etherType,
    bits: 16,
    location: derived,
    source: "IEEE 802.3, IEEE 802.1Q",
  },
} as const satisfies Record<string, FieldRow>;

export const vlanFields = {
  /** VLAN identifier of the outermost tag, 12 bits. `.vlanId(10)` */
  vlanId: {
    protocol: "vlan",
    title: "VLAN identifier of the outermost tag",
    type: number,
    bits: 12,
    location: bitsOf(0, 2, 0, "h_vlan_TCI"),
    source: "IEEE 802.1Q section 9.6",
  },
  /** VLAN identifier of the second tag, 12 bits. `.vlanInnerId(20)` */
  vlanInnerId: {
    protocol: "vlan",
    title: "VLAN identifier of the second tag",
    type: number,
    bits: 12,
    location: derived,
    source: "IEEE 802.1ad",
  },
  /** Priority code point of the outermost tag, 0 to 7. `.vlanPriority(range(5, 7))` */
  vlanPriority: {
    protocol: "vlan",
    title: "priority of the outermost tag",
    type: number,
    bits: 3,
    location: bitsOf(0, 2, 13, "h_vlan_TCI"),
    source: "IEEE 802.1Q section 9.6",
  },
} as const satisfies Record<string, FieldRow>;
