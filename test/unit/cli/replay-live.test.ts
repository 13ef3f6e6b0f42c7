/** A replay of rules that depend on time and chance: time is the capture's, and chance is the same each time. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createMoments } from "../../../src/cli/replay/moments.js";
import { CapturedFrame, packet, writeCapture } from "../../../src/testing/index.js";
import { xdpgen } from "../../support/cli.js";

const folder = mkdtempSync(join(tmpdir(), "xdpgen-replay-live-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = Uint8Array.from(packet().ipv4({ src: "192.0.2.1" }).udp({ dport: 53 }));
const frameAt = (index: number, timestamp: bigint | undefined) =>
  new CapturedFrame(bytes, 0, bytes.length, { index, timestamp, wireLength: bytes.length });

writeFileSync(join(folder, "package.json"), "{}");
writeFileSync(
  join(folder, "rate.ts"),
  `import { drop, liveSet, sample } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 10, timeout: "1s" });

export default [
  drop("banned").ipv4Src(bans),
  sample("queries").udpDport(53),
  drop("rate").udpDport(53).over({ rate: "10/s", burst: 2 }).thenBan(bans),
];
`,
);
const START = 1_700_000_000_000_000_000n;
const SECOND = 1_000_000_000n;
/** Two go by, one is too many and bans, one is banned; when the ban is over one goes by again. */
const TIMES = [0n, 1n, 2n, SECOND, SECOND + 1_000_000n + 2n];
writeCapture(
  join(folder, "flood.pcapng"),
  TIMES.map((time, i) => frameAt(i, START + time)),
);

describe("replay", () => {
  test("goes by the capture's time", () => {
    const { code, json } = xdpgen(["replay", "rate.ts", "flood.pcapng", "--json"], { cwd: folder });
    expect(code).toBe(0);
    const rules = json.map((line) => line["rule"]);
    expect(rules).toEqual([null, null, "rate", "banned", null]);
  });

  test("counts for rules that decide nothing, too", () => {
    const args = ["replay", "rate.ts", "flood.pcapng", "--json", "--summary"];
    const [summary] = xdpgen(args, { cwd: folder }).json as readonly object[];
    expect(summary).toMatchObject({
      frames: 5,
      rules: [
        { rule: "banned", packets: 1 },
        { rule: "queries", packets: 4 },
        { rule: "rate", packets: 1 },
      ],
      policy: { packets: 3 },
    });
  });
});

test("time begins with the first frame that has one, and does not go back", () => {
  const momentOf = createMoments();
  const times = [undefined, START + 5n, START + 9n, START, undefined, START + 10n];
  const found = times.map((time, i) => momentOf(frameAt(i, time)).now);
  expect(found).toEqual([0n, 0n, 4n, 4n, 4n, 5n]);
});

test("samples are even: of a hundred frames one is in a sample of 1/100", () => {
  const momentOf = createMoments();
  const isIn = (i: number) => momentOf(frameAt(i, undefined)).random < 2 ** 32 / 100;
  const hundreds = Array.from({ length: 10 }, (_, h) =>
    Array.from({ length: 100 }, (_, i) => isIn(100 * h + i)),
  );
  for (const hundred of hundreds) {
    const count = hundred.filter(Boolean).length;
    expect(count).toBeLessThanOrEqual(2);
  }
  expect(hundreds.flat().filter(Boolean).length).toBeGreaterThanOrEqual(9);
  expect(hundreds.flat().filter(Boolean).length).toBeLessThanOrEqual(11);
});
