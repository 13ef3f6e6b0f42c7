import { frame, type Layer } from "../../src/testing/frames.js";

/** What a filter does to a frame. */
export type Answer = "drop" | "pass";

/**
 * What a ruleset means for a frame, by what a receiver that follows the standards makes of it: the addresses of the
 * outermost IP header, the ports of the packet. "either" where no receiver makes a packet of it, or the frame
 * contradicts itself, so that no answer is wrong.
 */
export type Meant = Answer | "either";

/** An answer for each ruleset, in the order of `RULESETS`. */
export type ForEachRuleset<T> = readonly [address: T, port: T, deny: T];

/** A frame that somebody sends to get past a filter, or an honest one that a filter must not stop. */
export interface HostileFrame {
  readonly name: string;
  /** What its sender hopes for, or what it is there for: begins in lower case, has no full stop. */
  readonly gain: string;
  /** Its layers; `port` is the one that the ruleset speaks of. Unless the row says otherwise it comes from the address that the rules name. */
  readonly layers: (port: number) => readonly Layer[];
  /** The number of bytes that are left of it, where it is cut. */
  readonly cut?: number;
  readonly meant: ForEachRuleset<Meant>;
  /** What docs/semantics.md says that xdpgen does, where that is not what is meant. */
  readonly contract?: ForEachRuleset<Answer>;
  /** Whether docs/semantics.md calls it malformed. */
  readonly malformed?: true;
}

/** Frames that try the same thing. */
export interface FrameGroup {
  readonly title: string;
  readonly frames: readonly HostileFrame[];
}

/** The frame as it is sent. */
export function bytesOf({ layers, cut }: HostileFrame, port: number): Uint8Array {
  return frame(...layers(port)).subarray(0, cut);
}

/** What docs/semantics.md says that xdpgen does with a frame under each ruleset. */
export function contractOf({ name, meant, contract }: HostileFrame): ForEachRuleset<Answer> {
  if (contract !== undefined) return contract;
  const [address, port, deny] = meant;
  if (address === "either" || port === "either" || deny === "either")
    throw new Error(`"${name}" does not say what the contract is where either answer will do`);
  return [address, port, deny];
}

/** Only the first `size` bytes of a header, which then has no checksum. */
export function firstBytes(layer: Layer, size: number): Layer {
  return { ...layer, seal: () => {}, encode: (...around) => layer.encode(...around).subarray(0, size) };
}

/** An address that no rule names, in both families. */
export const OTHER = { ipv4: "198.51.100.7", ipv6: "2001:db8::77" } as const;

/** Bytes that mean nothing: no port that any rule names can be read out of them. */
export const filler = (size: number): Uint8Array => new Uint8Array(size).fill(0xee);
