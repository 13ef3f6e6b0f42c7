/** LINKTYPE_ETHERNET. */
export const ETHERNET = 1;

/** What packets begin with, by number (https://www.tcpdump.org/linktypes.html); the usual ones. */
const NAMES: Readonly<Record<number, string>> = {
  0: "BSD loopback",
  [ETHERNET]: "Ethernet",
  6: "Token Ring",
  8: "SLIP",
  9: "PPP",
  50: "PPP in HDLC framing",
  51: "PPPoE",
  101: "raw IP",
  104: "Cisco HDLC",
  105: "802.11 wireless",
  108: "OpenBSD loopback",
  113: "Linux cooked",
  119: "802.11 with a Prism header",
  127: "802.11 with radiotap",
  187: "Bluetooth HCI",
  189: "USB of Linux",
  192: "Per-Packet Information",
  195: "802.15.4",
  220: "USB of Linux, mapped",
  227: "CAN bus",
  228: "raw IPv4",
  229: "raw IPv6",
  239: "Netfilter log",
  249: "USBPcap",
  253: "Linux netlink",
  276: "Linux cooked, version 2",
};

/** What to do about a capture of such packets, where there is something. */
const ADVICE: Readonly<Record<number, string>> = {
  113: "`tcpdump -i any` writes these: capture on one interface, `tcpdump -i eth0`",
  276: "`tcpdump -i any` writes these: capture on one interface, `tcpdump -i eth0`",
  101: "capture on an Ethernet interface: tunnels carry packets without an Ethernet header",
};

/** `link type 113 (Linux cooked)`; the number alone when it has no name here. */
export function linkTypeName(linkType: number): string {
  const name = NAMES[linkType];
  return name === undefined ? `link type ${linkType}` : `link type ${linkType} (${name})`;
}

/** How to get a capture of Ethernet frames instead. */
export function linkTypeAdvice(linkType: number): string {
  return ADVICE[linkType] ?? "XDP programs see Ethernet frames: capture on an Ethernet interface";
}
