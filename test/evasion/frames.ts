import { cutHeaders, lyingLengths } from "./frames/cut.js";
import { ipv4Fragments, ipv4Header } from "./frames/ipv4.js";
import { ipv6Extensions, ipv6Fragments } from "./frames/ipv6.js";
import { besideIp, etherTypes, tunnels } from "./frames/other.js";
import { plain } from "./frames/plain.js";
import { vlanTags } from "./frames/vlan.js";

/** Every frame of the matrix, in the order of the page. */
export const FRAME_GROUPS = [
  plain,
  vlanTags,
  ipv4Header,
  ipv4Fragments,
  ipv6Extensions,
  ipv6Fragments,
  cutHeaders,
  lyingLengths,
  etherTypes,
  tunnels,
  besideIp,
] as const;

export const FRAMES = FRAME_GROUPS.flatMap(({ frames }) => [...frames]);
