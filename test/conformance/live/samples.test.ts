/** Samples, rules that are not final, and bans from the packet path, in the kernel. */
import { expect, test } from "vitest";
import type { KeyPart, Rule } from "../../../src/ir/index.js";
import { LIVE_TICK_SHIFT } from "../../../src/manifest/index.js";
import type { LiveSetType } from "../../../src/packet/index.js";
import { ethernet, frame, ipv4, ipv6, tcp, udp } from "../../../src/testing/frames.js";
import { hostileFrames } from "../../../src/testing/samples.js";
import { equals } from "../rules.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { disagreements, inSet, liveProgram, withLiveProgram } from "./live-program.js";

const HERE = { ingressIfindex: 1, rxQueue: 0 };
const MAX = 2 ** 32;
const sample = (threshold: number, perFlow = false) => ({ kind: "sample", threshold, perFlow }) as const;

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("a sample takes a packet when its number is below the threshold"),
  async () => {
    const thresholds = [1, 2, 1000, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, MAX - 1, MAX];
    const program = liveProgram(
      [],
      thresholds.map((threshold) => ({ statement: "monitor" as const, live: [sample(threshold)] })),
    );
    const numbers = [...new Set([0, ...thresholds.flatMap((t) => [t - 1, t])])].filter((n) => n < MAX);
    await withLiveProgram(program, {}, (judges) => {
      const frames = numbers.map((random) => ({ frame: frame(ethernet()), context: { ...HERE, random } }));
      expect(disagreements(judges, frames)).toEqual([]);
      const taken = (random: number) => judges.kernel(frame(ethernet()), { ...HERE, random }).counted.length;
      expect([0, MAX - 1].map(taken)).toEqual([thresholds.length, 1]);
    });
  },
);

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("a flow's number is the same for both, whatever the frame"),
  async () => {
    // 31 thresholds tell 32 parts of the numbers from each other.
    const program = liveProgram(
      [],
      Array.from({ length: 31 }, (_, i) => ({
        statement: "monitor" as const,
        live: [sample(((i + 1) * MAX) / 32, true)],
      })),
    );
    const flows = Array.from({ length: 500 }, (_, n) => {
      const [src, src6] = [`10.${n & 7}.0.${n & 255}`, `2001:db8::${n & 7}:${n}`];
      return [
        frame(ethernet(), ipv4({ src }), tcp({ sport: 1000 + n })),
        frame(ethernet(), ipv6({ src: src6 }), udp({ dport: 1000 + n })),
      ];
    }).flat();
    await withLiveProgram(program, {}, (judges) => {
      const frames = [...hostileFrames().map(({ frame }) => frame), ...flows];
      expect(
        disagreements(
          judges,
          frames.map((frame) => ({ frame, context: HERE })),
        ),
      ).toEqual([]);
      const parts = flows.map((flow) => judges.kernel(flow, HERE).counted.length);
      // Numbers are spread evenly: about 31 of 1,000 flows in each of the parts.
      for (let part = 0; part < 32; part++)
        expect(parts.filter((p) => p === part).length, `part ${part}`).toBeGreaterThan(10);
    });
  },
  60_000,
);

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("a rule that is not final counts what no earlier rule has decided, and the next one decides"),
  async () => {
    const port = (value: number) => [equals("tcpDport", value)];
    const program = liveProgram(
      [{ name: "bans", capacity: 100 }],
      [
        { action: "pass", matches: port(22) },
        { statement: "monitor", matches: [equals("ipv4Ttl", 64)] },
        { statement: "sample", action: "pass", live: [inSet("bans", ["ipv4Src"])] },
        { matches: port(80) },
        { live: [inSet("bans", ["ipv4Src"])] },
        { statement: "monitor", matches: port(443) },
        { matches: port(443) },
      ],
    );
    const banned = { values: [0x0a00_0001n], length: 32 };
    await withLiveProgram(program, { bans: [banned] }, (judges) => {
      const frames = [22, 80, 443, 8080].flatMap((dport) =>
        ["10.0.0.1", "10.0.0.2"].flatMap((src) =>
          [64, 63].map((ttl) => ({
            frame: frame(ethernet(), ipv4({ src, ttl }), tcp({ dport })),
            context: HERE,
          })),
        ),
      );
      expect(disagreements(judges, frames)).toEqual([]);
      const verdict = (index: number) => judges.kernel(frames[index]!.frame, HERE);
      expect(verdict(0)).toEqual({ action: "pass", rule: "rule 0", counted: [] });
      expect(verdict(4)).toEqual({ action: "drop", rule: "rule 3", counted: ["rule 1", "rule 2"] });
      expect(verdict(12)).toEqual({ action: "drop", rule: "rule 4", counted: ["rule 1", "rule 2"] });
      expect(verdict(10)).toEqual({ action: "drop", rule: "rule 6", counted: ["rule 1", "rule 5"] });
    });
  },
);

const SECONDS = 1_000_000_000n;
const TICK = 1n << LIVE_TICK_SHIFT;

/** What is banned by each type: the key, a frame that is banned by it, one that is as well, and one that is not. */
const BANS: readonly {
  readonly type: LiveSetType;
  readonly key: readonly KeyPart[];
  readonly first: Uint8Array;
  readonly same: Uint8Array;
  readonly other: Uint8Array;
}[] = [
  {
    type: ["ipv4"],
    key: [{ field: "ipv4Src", length: 24 }],
    first: frame(ethernet(), ipv4({ src: "10.0.0.1" }), udp({ dport: 53 })),
    same: frame(ethernet(), ipv4({ src: "10.0.0.255" }), tcp()),
    other: frame(ethernet(), ipv4({ src: "10.0.1.1" }), tcp()),
  },
  {
    type: ["ipv6"],
    key: [{ field: "ipv6Src", length: 64 }],
    first: frame(ethernet(), ipv6({ src: "2001:db8::1" }), udp({ dport: 53 })),
    same: frame(ethernet(), ipv6({ src: "2001:db8::ffff:0:0:1" }), tcp()),
    other: frame(ethernet(), ipv6({ src: "2001:db8:0:1::1" }), tcp()),
  },
  {
    type: ["ipv6"],
    key: [{ field: "ipv6Src", length: 128 }],
    first: frame(ethernet(), ipv6({ src: "2001:db8::1" }), udp({ dport: 53 })),
    same: frame(ethernet(), ipv6({ src: "2001:db8::1" }), tcp()),
    other: frame(ethernet(), ipv6({ src: "2001:db8::2" }), tcp()),
  },
  {
    type: ["mac"],
    key: [{ field: "etherSrc", length: 48 }],
    first: frame(ethernet({ src: "02:00:00:00:00:01" }), ipv4(), udp({ dport: 53 })),
    same: frame(ethernet({ src: "02:00:00:00:00:01" }), ipv6(), tcp()),
    other: frame(ethernet({ src: "02:00:00:00:00:02" }), ipv4(), tcp()),
  },
  {
    type: ["ipv4", "udp-port"],
    key: [
      { field: "ipv4Src", length: 32 },
      { field: "udpSport", length: 16 },
    ],
    first: frame(ethernet(), ipv4({ src: "10.0.0.1" }), udp({ sport: 7, dport: 53 })),
    same: frame(ethernet(), ipv4({ src: "10.0.0.1" }), udp({ sport: 7, dport: 54 })),
    other: frame(ethernet(), ipv4({ src: "10.0.0.1" }), udp({ sport: 8, dport: 54 })),
  },
  {
    type: ["ipv6", "udp-port"],
    key: [
      { field: "ipv6Src", length: 128 },
      { field: "udpSport", length: 16 },
    ],
    first: frame(ethernet(), ipv6({ src: "2001:db8::1" }), udp({ sport: 7, dport: 53 })),
    same: frame(ethernet(), ipv6({ src: "2001:db8::1" }), udp({ sport: 7, dport: 54 })),
    other: frame(ethernet(), ipv6({ src: "2001:db8::1" }), udp({ sport: 8, dport: 54 })),
  },
];

const span = { file: "rules/live.ts", line: 1, column: 1 };

/** Who is in the set is dropped; whoever asks for DNS comes into it, for ten seconds. */
function banning({ type, key }: (typeof BANS)[number], capacity: number) {
  const ban: Rule["ban"] = { set: "bans", key, milliseconds: 10_000, span };
  const fields = key.map(({ field }) => field);
  return liveProgram(
    [{ name: "bans", type, capacity }],
    [
      { name: "banned", live: [inSet("bans", fields)] },
      { name: "dns", matches: [equals("udpDport", 53)], ban },
    ],
  );
}

test.skipIf(missingPrivilege() !== undefined).each(
  BANS.flatMap((one) =>
    [100, 10_000].map((capacity) => ({
      ...one,
      capacity,
      title: one.key.map(({ field, length }) => `${field}/${length}`).join(),
    })),
  ),
)(
  kernelTitle("who is banned is dropped from the next packet on, for its time: $title of $capacity"),
  async ({ capacity, ...one }) => {
    await withLiveProgram(banning(one, capacity), {}, (judges) => {
      const start = 1000n * TICK;
      const at = (frame: Uint8Array, now: bigint) => ({ frame, context: { ...HERE, now } });
      const hostile = hostileFrames().filter((_, i) => i % 32 === 0);
      const frames = [
        at(one.same, start),
        at(one.first, start),
        at(one.same, start),
        at(one.other, start),
        at(one.same, start + 10n * SECONDS - 1n),
        at(one.same, start + 10n * SECONDS + TICK),
        at(one.first, start + 20n * SECONDS),
        at(one.first, start + 25n * SECONDS),
        at(one.same, start + 29n * SECONDS),
        at(one.same, start + 31n * SECONDS),
        ...hostile.map(({ frame }) => at(frame, start + 60n * SECONDS)),
      ];
      expect(disagreements(judges, frames)).toEqual([]);
    });
  },
);

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("a ban never shortens what is there: for ever stays for ever"),
  async () => {
    const [one] = BANS;
    const element = { values: [0x0a00_0000n], length: 24 };
    const program = banning(one!, 100);
    // The ban comes first here: also who is in the set comes to it.
    const rules = program.rules.toReversed().map((rule, id) => ({ ...rule, id }));
    await withLiveProgram({ ...program, rules }, { bans: [element] }, ({ kernel }) => {
      kernel(one!.first, { ...HERE, now: 1000n * TICK });
      expect(kernel(one!.same, { ...HERE, now: 1000n * TICK + 60n * SECONDS }).rule).toBe("banned");
    });
  },
);

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("a flood of sources into a set that is full changes nothing but the number that was refused"),
  async () => {
    const program = liveProgram(
      [{ name: "bans", capacity: 50 }],
      [
        { name: "banned", live: [inSet("bans", ["ipv4Src"])] },
        {
          name: "dns",
          matches: [equals("udpDport", 53)],
          ban: { set: "bans", key: [{ field: "ipv4Src", length: 32 }], milliseconds: 10_000, span },
        },
      ],
    );
    const dns = (n: number) =>
      frame(ethernet(), ipv4({ src: `10.0.${n >> 8}.${n & 255}` }), udp({ dport: 53 }));
    const other = (n: number) => frame(ethernet(), ipv4({ src: `10.0.${n >> 8}.${n & 255}` }), tcp());
    await withLiveProgram(program, {}, ({ kernel }) => {
      const context = { ...HERE, now: 1000n * TICK };
      for (let n = 0; n < 2000; n++) expect(kernel(dns(n), context).action).toBe("drop");
      const banned = Array.from({ length: 2000 }, (_, n) => kernel(other(n), context).action === "drop");
      const count = banned.filter(Boolean).length;
      expect(count).toBeGreaterThanOrEqual(50);
      // mostSlots in src/codegen/6-emit/live-view.ts
      expect(count).toBeLessThanOrEqual(1.4 * 50 + 64);
      // When their time is over others have room.
      const later = { ...HERE, now: context.now + 11n * SECONDS };
      for (let n = 5000; n < 5050; n++) kernel(dns(n), later);
      const now = Array.from({ length: 50 }, (_, n) => kernel(other(5000 + n), later).action === "drop");
      expect(now.filter(Boolean).length).toBe(50);
    });
  },
);
