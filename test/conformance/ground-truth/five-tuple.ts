import { drop, pass, range, type AnyRule, type Rule } from "../../../src/index.js";
import { optimise } from "../../../src/codegen/4-optimise/index.js";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import type { Program } from "../../../src/ir/index.js";
import { ethernet, frame, ipv4, ipv6, raw, tcp, udp } from "../../../src/testing/frames.js";
import { programOf } from "../../../src/testing/index.js";

/** What both ends and the protocol of a packet are. */
export interface Header {
  readonly src: string;
  readonly dst: string;
  readonly sport: number;
  readonly dport: number;
  readonly protocol: number;
}

/** The frame of a header. TCP and UDP have ports, other protocols a few bytes. */
export function frameOf({ src, dst, sport, dport, protocol }: Header): Uint8Array {
  const payload =
    protocol === 6 ? tcp({ sport, dport }) : protocol === 17 ? udp({ sport, dport }) : raw(new Uint8Array(8));
  const network = src.includes(":") ? ipv6({ src, dst, nextHeader: protocol }) : ipv4({ src, dst, protocol });
  return frame(ethernet(), network, payload);
}

/** An unsigned number as a dotted IPv4 address. */
export function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/**
 * Tells rules apart by what they do: neighbours have different actions more often than not, in no regular order
 * (bit 31 of Knuth's multiplicative hash).
 */
export const isDropping = (index: number): boolean => Math.imul(index, 2_654_435_761) < 0;

/** `@source/len destination/len low : high low : high protocol/mask`, as ClassBench writes rules; more columns do not count. */
export function parseRule(line: string, index: number): AnyRule {
  const [src, dst, ...rest] = line.replace(/^@/, "").split(/\s+/);
  const [sportLow, , sportHigh, dportLow, , dportHigh] = rest;
  const [protocol, mask] = rest[6]!.split("/").map(Number);
  const start = (isDropping(index) ? drop : pass)(String(index));
  const [from, to] = [networkOf(src!), networkOf(dst!)];
  // A rule that is made step by step has no one type.
  let rule = (from.includes(":")
    ? start.ipv6Src(from).ipv6Dst(to)
    : start.ipv4Src(from).ipv4Dst(to)) as unknown as Rule;
  if (mask !== 0) rule = rule.l4Protocol(protocol!) as unknown as Rule;
  const [sport, dport] = [portsOf(sportLow!, sportHigh!), portsOf(dportLow!, dportHigh!)];
  if (sport !== undefined) rule = rule.sport(sport) as unknown as Rule;
  if (dport !== undefined) rule = rule.dport(dport) as unknown as Rule;
  return rule;
}

/** A range of ports; undefined when it is all of them, which holds for protocols without ports as well. */
function portsOf(low: string, high: string) {
  const [first, last] = [Number(low), Number(high)];
  return first === 0 && last === 65535 ? undefined : range(first, last);
}

/** The network of `address/length`, without the bits to its right, which rule files leave set. */
function networkOf(text: string): string {
  const [address, length] = text.split("/");
  const keep = (groups: readonly number[], width: number) =>
    groups.map((group, i) => {
      const bits = Math.min(Math.max(Number(length) - i * width, 0), width);
      return group & (((1 << bits) - 1) << (width - bits));
    });
  const network = address!.includes(":")
    ? keep(
        address!.split(":").map((group) => Number.parseInt(group, 16)),
        16,
      )
        .map((group) => group.toString(16))
        .join(":")
    : keep(address!.split(".").map(Number), 8).join(".");
  return `${network}/${length}`;
}

/** The program of rule lines; a rule's id is its line. Rules that the compiler refuses because no packet can match them are left out. */
export function programOfLines(lines: readonly string[]): Program {
  const program = programOf(lines.map(parseRule));
  const isPossible = (rule: Program["rules"][number]) => {
    try {
      optimise({ ...program, rules: [rule] });
      return true;
    } catch (error) {
      if (error instanceof DiagnosticError && error.diagnostics.every(({ code }) => code === "XG301"))
        return false;
      throw error;
    }
  };
  return { ...program, rules: program.rules.filter(isPossible) };
}
