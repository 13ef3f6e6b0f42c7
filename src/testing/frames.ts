/** Frames for tests, layer by layer: `frame(ethernet(), vlan({ id: 10 }), ipv4(), tcp({ dport: 22 }))`. */
export * from "../frames/index.js";
