/** Frames, layer by layer: `frame(ethernet(), vlan({ id: 10 }), ipv4(), tcp({ dport: 22 }))`. */
export { assemble, frame, raw, type Layer } from "./layer.js";
export { arp, ethernet, vlan, type EthernetOptions } from "./link.js";
export { ah, destination, hopByHop, ipv4, ipv6, ipv6Fragment, routing } from "./network.js";
export { esp, gre, icmp, icmpv6, sctp, tcp, udp } from "./transport.js";
