/** Rates in the kernel: sequences of frames at given times, in buckets of every kind of key. */
import { expect, test } from "vitest";
import type { KeyPart, OverMatch } from "../../../src/ir/index.js";
import { ethernet, frame, ipv4, ipv6, raw, tcp, udp } from "../../../src/testing/frames.js";
import { hostileFrames } from "../../../src/testing/samples.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { disagreements, liveProgram, withLiveProgram } from "./live-program.js";

const over = (
  rate: number,
  burst: number,
  key: readonly KeyPart[] = [],
  unit: OverMatch["unit"] = "packets",
): Omit<OverMatch, "span"> => ({ kind: "over", rate, unit, burst, key, keys: 65_536 });

/** Keys of one word, of more than 64 bits, of parts, and of none. */
const KEYS: readonly (readonly KeyPart[])[] = [
  [],
  [{ field: "ipv4Src", length: 32 }],
  [{ field: "ipv4Src", length: 24 }],
  [{ field: "ipv4Dst", length: 1 }],
  [{ field: "etherSrc", length: 48 }],
  [{ field: "ipv6Src", length: 128 }],
  [{ field: "ipv6Src", length: 64 }],
  [{ field: "ipv6Src", length: 48 }],
  [{ field: "ipv6Dst", length: 96 }],
  [
    { field: "ipv4Src", length: 32 },
    { field: "tcpDport", length: 16 },
  ],
  [
    { field: "tcpDport", length: 16 },
    { field: "ipv4Src", length: 32 },
  ],
  [
    { field: "ipv4Src", length: 24 },
    { field: "ipv4Dst", length: 24 },
  ],
  [
    { field: "ipv6Src", length: 128 },
    { field: "ipv6Dst", length: 128 },
  ],
  [
    { field: "udpDport", length: 16 },
    { field: "ipv6Src", length: 56 },
  ],
];

/** The same numbers each time: a linear congruential generator ("Numerical Recipes", second edition, section 7.1). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

const sizes = [0, 100, 1400];
/** The last one has the bits of a port above the first's: keys that are put together wrongly are the same. */
const few = [1, 2, 300, 0x51_0001].flatMap((host) =>
  sizes.flatMap((size) => {
    const payload = raw(new Uint8Array(size));
    const src = `10.${host >> 16}.${(host >> 8) & 255}.${host & 255}`;
    const src6 = `2001:db8:0:${host & 0xfff}::${host & 0xfff}`;
    return [
      frame(ethernet(), ipv4({ src }), tcp({ dport: 80 + (host % 2) }), payload),
      frame(ethernet(), ipv4({ src, dst: "192.0.2.1" }), udp({ dport: 53 }), payload),
      frame(ethernet(), ipv6({ src: src6 }), udp({ dport: 53 + (host % 2) }), payload),
    ];
  }),
);
const hostile = hostileFrames().filter((_, i) => i % 16 === 0);
const FRAMES = [...few, ...hostile.map(({ frame }) => frame)];

/** Frames in any order, at times that are now close together, now far apart, now the same. */
function sequence(seed: number, count: number) {
  const next = numbers(seed);
  let now = 1_000_000_000n;
  return Array.from({ length: count }, () => {
    const pick = next.next().value >>> 8;
    const step = next.next().value >>> 8;
    now += [0n, 1n, BigInt(step % 1000), BigInt(step % 1_000_000), BigInt(step) * 100n][step % 5]!;
    // Most frames are of a few sources: only they come to their rate.
    const frame = pick % 4 === 0 ? FRAMES[pick % FRAMES.length]! : few[pick % few.length]!;
    return { frame, context: { ingressIfindex: 1, rxQueue: 0, now } };
  });
}

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("rates are what the interpreter says, of packets and of bytes, by every kind of key"),
  async () => {
    const program = liveProgram(
      [],
      KEYS.flatMap((key, i) => [
        { statement: "monitor" as const, live: [over(3000 + 17 * i, 1 + (i % 5), key)] },
        { statement: "monitor" as const, live: [over(1_000_003 * (i + 1), 4000 + i, key, "bytes")] },
      ]),
    );
    await withLiveProgram(program, {}, (judges) => {
      const frames = sequence(7, 20_000);
      expect(disagreements(judges, frames)).toEqual([]);
      const counted = new Set(
        sequence(8, 5000).flatMap(({ frame, context }) => {
          const later = { ...context, now: context.now + 10n ** 12n };
          return judges.kernel(frame, later).counted;
        }),
      );
      expect(counted.size).toBe(program.rules.length);
    });
  },
  120_000,
);

test.skipIf(missingPrivilege() !== undefined).each([
  ["once an hour", 1 / 3600, 1, 3_600_000_000_000n],
  ["three a second", 3, 2, 333_333_333n],
  ["a million a second", 1_000_000, 100, 1000n],
] as const)(
  kernelTitle("a bucket is full again when it is, to a nanosecond: %s"),
  async (_, rate, burst, time) => {
    const program = liveProgram([], [{ live: [over(rate, burst)] }]);
    await withLiveProgram(program, {}, (judges) => {
      const at = (now: bigint) => ({ frame: few[0]!, context: { ingressIfindex: 1, rxQueue: 0, now } });
      const start = 10n ** 15n;
      const moments = [
        ...Array.from({ length: burst + 1 }, () => start),
        start + time - 1n,
        start + time + 1n,
      ];
      const actions = moments.map((now) => judges.kernel(few[0]!, at(now).context).action);
      expect(actions).toEqual([...Array.from({ length: burst }, () => "pass"), "drop", "drop", "pass"]);
    });
  },
);

test.skipIf(missingPrivilege() !== undefined)(
  kernelTitle("made-up sources share one bucket a line, and who has a place keeps it"),
  async () => {
    const key: readonly KeyPart[] = [{ field: "ipv4Src", length: 32 }];
    // One line: three places, and the bucket for all others.
    const program = liveProgram([], [{ live: [{ ...over(1, 2, key), keys: 3 }] }]);
    await withLiveProgram(program, {}, ({ kernel }) => {
      const context = { ingressIfindex: 1, rxQueue: 0, now: 10n ** 12n };
      const from = (host: number) =>
        kernel(frame(ethernet(), ipv4({ src: `10.0.0.${host}` }), tcp()), context).action;
      expect([1, 2, 3].map(from)).toEqual(["pass", "pass", "pass"]);
      expect([4, 5, 6, 7, 8].map(from)).toEqual(["pass", "pass", "drop", "drop", "drop"]);
      expect([1, 2, 3, 1, 2, 3].map(from)).toEqual(["pass", "pass", "pass", "drop", "drop", "drop"]);
    });
  },
);
