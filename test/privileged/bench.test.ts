/** The benchmark on a small scale: its form and its verdicts, never its times. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { measure } from "../../bench/run.js";
import { makeSubject, SUBJECTS, type SubjectRow } from "../../bench/subjects.js";
import { judge, WrongVerdict } from "../../bench/verdicts.js";
import { withXdpCandidates } from "../../bench/opened.js";
import { xdpgen } from "../support/cli.js";

const page = readFileSync(join(import.meta.dirname, "../../docs/commands.md"), "utf8");

const LEAST = { rounds: 1, milliseconds: 0 };
const EFFORTS = { wrapper: LEAST, live: LEAST };

const rowOf = (kind: SubjectRow["kind"], size: number): SubjectRow =>
  SUBJECTS.find((row) => row.kind === kind && row.size === size)!;

describe("a run", () => {
  test("has a row for every candidate that can do a case", () => {
    const { rows, failures } = measure([rowOf("ipv4-exact", 8), rowOf("rules", 10)], EFFORTS, () => {});
    expect(failures).toEqual([]);
    const names = (of: string, mode: string): string[] =>
      rows.filter((row) => row.case === of && row.mode === mode).map(({ candidate }) => candidate);
    const programs = ["floor-empty", "floor-parse", "xdpgen"];
    for (const mix of ["hit", "miss", "mix"])
      expect(names(`ipv4-exact-8-${mix}`, "wrapper")).toEqual([
        ...programs,
        "xdpgen-live",
        "bpf-hash",
        "lpm-trie",
        "xdp-filter",
      ]);
    expect(names("rules-10", "wrapper")).toEqual(programs);
    expect(names("rules-10", "live")).toEqual([...programs, "nft-rules"]);
    expect(
      rows.filter(({ minNs, q1Ns, medianNs, q3Ns }) => !(0 < minNs && q1Ns <= medianNs && medianNs <= q3Ns)),
    ).toEqual([]);
    const floors = rows.filter(({ candidate }) => candidate === "floor-parse");
    expect(floors.map(({ overFloorNs }) => overFloorNs)).toEqual(floors.map(() => 0));
  });

  test("has the filters that need an interface drop all that they should", () => {
    const row = { ...rowOf("ipv4-cidr", 1000), size: 20 };
    const { rows, failures } = measure([row], EFFORTS, () => {});
    expect(failures).toEqual([]);
    const live = rows.filter(({ mode }) => mode === "live").map(({ candidate }) => candidate);
    expect(live).toEqual(expect.arrayContaining(["nft-interval", "nft-interval-raw", "ipset"]));
  });
});

test("a candidate that drops what it should not is found out", () => {
  const subject = makeSubject(rowOf("ipv4-exact", 8));
  const miss = subject.traffic.find(({ name }) => name.endsWith("miss"))!;
  withXdpCandidates(
    subject.task,
    (candidates) => {
      const floor = candidates.find(({ name }) => name === "floor-parse")!;
      expect(() => judge("floor-parse", floor.fd, miss)).toThrow(WrongVerdict);
    },
    (name, error) => {
      throw new Error(name, { cause: error });
    },
  );
});

describe("xdpgen bench", () => {
  test("measures a user's rules on packets of each kind", () => {
    const { code, json } = xdpgen(["bench", "rules/block-a.ts", "--json"]);
    expect(code).toBe(0);
    const shown = /^```json\n([^]*?)^```$/m.exec(page.slice(page.indexOf("\n## bench\n")))![1]!;
    const members = (value: { packets: object[] }) => [Object.keys(value), Object.keys(value.packets[0]!)];
    expect(members(json[0] as never)).toEqual(members(JSON.parse(shown) as never));
    const { name, packets, rulesWithoutFrame } = json[0] as unknown as {
      name: string;
      packets: { kind: string; frames: number; minNs: number; mpps: number }[];
      rulesWithoutFrame: string[];
    };
    expect([name, packets.map(({ kind }) => kind), rulesWithoutFrame]).toEqual([
      "block-a",
      ["rules", "policy", "both"],
      [],
    ]);
    expect(packets.filter(({ frames, minNs, mpps }) => !(frames > 0 && minNs > 0 && mpps > 0))).toEqual([]);
  });
});
