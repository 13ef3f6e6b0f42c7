import type { Colors } from "picocolors/types.js";
import type { WatchedPacket } from "../../runtime/index.js";
import type { SeenPacket } from "../../testing/capture.js";
import { decode } from "../../testing/decode.js";
import { packetText } from "./packet-text.js";

/** What the rule did, or would do. */
function happened({ statement, action }: WatchedPacket): string {
  if (statement === "sample") return "sample";
  return statement === "monitor" ? `would ${action}` : action;
}

const POLICY = "(policy)";

/** `rules/web.ts:12`; undefined for the policy. */
function lineOf({ rule }: WatchedPacket): string | undefined {
  return rule === null ? undefined : `${rule.at.file}:${rule.at.line}`;
}

/** The program saw the packet on this interface; which queue it was in is not known. */
const shortText = ({ bytes, length, ifindex }: WatchedPacket): string =>
  packetText(decode(bytes, { ingressIfindex: ifindex, rxQueue: 0 }), length);

/** A packet in a line: when, what happened, by which rule and where that stands, and the packet in short. */
export function packetLine(packet: WatchedPacket, colors: Colors): string {
  const place = lineOf(packet);
  return [
    colors.dim(packet.time.toISOString()),
    happened(packet).padEnd(7),
    colors.bold(packet.rule?.name ?? POLICY),
    ...(place === undefined ? [] : [colors.dim(`(${place})`)]),
    ` ${shortText(packet)}`,
  ].join(" ");
}

/** The same for `--json`, with the packet's bytes. */
export function packetJson(packet: WatchedPacket): object {
  const { time, rule, action, statement, length, bytes } = packet;
  return {
    event: "packet",
    time: time.toISOString(),
    action,
    statement,
    rule: rule?.name ?? null,
    at: rule === null ? null : `${rule.at.file}:${rule.at.line}:${rule.at.column}`,
    packet: shortText(packet),
    length,
    bytes: Buffer.from(bytes).toString("hex"),
  };
}

/** The same for a capture: `drop by "dns flood" (rules/web.ts:12)`. */
export function packetForCapture(packet: WatchedPacket): SeenPacket {
  const { bytes, length, timestamp, rule } = packet;
  const place = lineOf(packet);
  const by = rule === null ? "the policy" : `"${rule.name}"`;
  return {
    bytes,
    wireLength: length,
    timestamp,
    comment: `${happened(packet)} by ${by}${place === undefined ? "" : ` (${place})`}`,
  };
}
