import { expect, test } from "vitest";
import { FORMATS, sampleName } from "../../../../src/cli/metrics/exposition.js";
import { FAMILIES, metricsOf } from "../../../../src/cli/metrics/families.js";
import { LOOKS } from "./looks.js";
import { readOpenMetrics } from "./openmetrics-reader.js";

const metrics = metricsOf(LOOKS);
const read = readOpenMetrics(FORMATS.openmetrics.write(metrics));
const values = (name: string) =>
  read
    .find((family) => family.name === name)!
    .samples.map(({ labels: { interface: on, program, ...labels }, value }) => {
      if (name !== "xdpgen_up") expect([on, program]).toEqual(["eth0", "web"]);
      return [labels, value];
    });

test("every family is there, in order, with its type, unit and help", () => {
  expect(read.map(({ samples: _, ...family }) => family)).toEqual(
    FAMILIES.map(({ name, type, unit, help }) => ({ name, type, unit, help })),
  );
});

test("rules are counted exactly, with their names as they are; those that never decide are left out", () => {
  expect(values("xdpgen_rule_packets")).toEqual([
    [{ rule: "malformed", action: "drop", statement: "" }, "2"],
    [{ rule: 'a "flood"\n of \\ ü', action: "drop", statement: "" }, "9007199254740993"],
    [{ rule: "trial", action: "drop", statement: "monitor" }, "1"],
  ]);
  expect(values("xdpgen_policy_bytes")).toEqual([[{ action: "pass" }, "180"]]);
});

test("what is malformed and what is above a rate is told by itself", () => {
  expect(values("xdpgen_malformed_packets").map(([, value]) => value)).toEqual(["2"]);
  expect(values("xdpgen_limiter_packets").map(([, value]) => value)).toEqual(["9007199254740993"]);
  expect(values("xdpgen_limiter_bytes").map(([, value]) => value)).toEqual(["5"]);
});

test("sets tell their elements, their capacity and what they refused", () => {
  const labels = { set: "pairs", type: "ipv4,tcp-port" };
  expect(values("xdpgen_set_elements")).toEqual([[labels, "43"]]);
  expect(values("xdpgen_set_capacity")).toEqual([[labels, "100"]]);
  expect(values("xdpgen_set_refused")).toEqual([[labels, "1"]]);
});

test("the program says what and when, and an interface without one that it has none", () => {
  expect(values("xdpgen_program")).toEqual([
    [{ version: "0.1.0", sha256: "ab", mode: "native", id: "7" }, "1"],
  ]);
  expect(values("xdpgen_program_loaded_timestamp_seconds")).toEqual([[{}, "1700000000.5"]]);
  expect(
    read.find(({ name }) => name === "xdpgen_up")!.samples.map(({ labels, value }) => [labels, value]),
  ).toEqual([
    [{ interface: "eth0" }, "1"],
    [{ interface: "eth1" }, "0"],
  ]);
});

test("the older format has the same samples, with metadata under their names", () => {
  const text = FORMATS.prometheus.write(metrics);
  const samples = (all: string): string[] =>
    all.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  expect(samples(text)).toEqual(samples(FORMATS.openmetrics.write(metrics)));
  expect(text).toContain("# TYPE xdpgen_rule_packets_total counter\n");
  expect(text).toContain("# TYPE xdpgen_program_info gauge\n");
  expect(text).not.toMatch(/UNIT|EOF/);
});

test("nothing to tell is a text as well", () => {
  expect(readOpenMetrics(FORMATS.openmetrics.write(metricsOf([])))).toEqual([]);
  expect(FORMATS.prometheus.write([])).toBe("");
});

test("names end as their types want it", () => {
  for (const family of FAMILIES) {
    expect(family.name).toMatch(/^xdpgen_[a-z0-9_]+$/);
    expect(family.name).not.toMatch(/_(total|info|count|created)$/);
    if (family.type === "counter") expect(sampleName(family)).toMatch(/_total$/);
  }
});
