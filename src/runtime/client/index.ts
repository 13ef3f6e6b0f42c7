export type { AttachFirewallOptions } from "./attach-object.js";
export type { Counter } from "./counter.js";
export type { Definition } from "./definition.js";
export type { Dropped, DropsOptions } from "./drops.js";
export type { ClientModule, Firewall, ReplaceOptions } from "./firewall.js";
export type { ElementOf, LiveSetHandle, StayOptions } from "./live-set-handle.js";
export { attachFirewall, openFirewall } from "./open.js";
