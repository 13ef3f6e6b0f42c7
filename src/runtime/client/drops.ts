import { fail } from "../../diagnostics/index.js";
import type { ManifestRule } from "../../manifest/index.js";
import { MOST_WATCHED, watchPackets } from "../watch-packets.js";
import type { WatchedPacket } from "../watched-packet.js";
import type { Connection } from "./connection.js";

/** Which packets are shown, and how many. */
export interface DropsOptions<Rule extends string = string> {
  /** Only those of this rule; "(policy)": those that no rule decided. Left out: everything that is dropped, or that a rule shows. */
  readonly rule?: Rule | "(policy)";
  /** Packets a second at most, up to 10,000: 100 unless given. The kernel holds to it. */
  readonly rate?: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** A packet that was dropped, or that a rule shows. */
export interface Dropped<Rule extends string = string> extends Omit<WatchedPacket, "rule"> {
  /** The rule that decided; null when it was the policy. */
  readonly rule: (ManifestRule & { readonly name: Rule }) | null;
  /** So many more, before this one, were not shown: they were above the rate. */
  readonly missed: bigint;
}

const RATE = 100;

/** Watches until it is told to end, or the loop is left. Fails as `watchPackets`, and with XG680 and XG682. */
export async function* drops(
  connection: Connection,
  { rule, rate = RATE, signal }: DropsOptions & { readonly signal: AbortSignal },
): AsyncGenerator<Dropped, void, undefined> {
  if (!(rate > 0 && rate <= MOST_WATCHED.rate))
    fail("XG682", {
      value: String(rate),
      expected: `a rate: a number of packets a second above 0, up to ${MOST_WATCHED.rate.toLocaleString("en-US")}`,
    });
  const burst = Math.min(Math.max(1, Math.round(rate)), MOST_WATCHED.burst);
  let missed = 0n;
  for await (const event of watchPackets(connection.program(), {
    ...connection.where,
    rule,
    rate,
    burst,
    signal,
  })) {
    if (event.kind === "watching" && event.program.manifest !== undefined)
      connection.expect(event.program.manifest);
    if (event.kind === "missed") missed += event.packets;
    if (event.kind !== "packet") continue;
    yield { ...event.packet, missed };
    missed = 0n;
  }
}
