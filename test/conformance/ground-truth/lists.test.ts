/** Lists of addresses and prefixes that people use, and whether each of many addresses is in them. */
import { describe, expect, test } from "vitest";
import { drop, type AnyRule } from "../../../src/index.js";
import { ethernet, frame, ipv4, ipv6, udp } from "../../../src/testing/frames.js";
import { programOf } from "../../../src/testing/index.js";
import { dropped, ENGINES } from "./engines.js";
import { isThere, linesOf, titleOf } from "./testdata.js";

const LISTS = [
  { name: "lists/ipsum_level3_14k", values: 14_217 },
  { name: "lists/be_v4", values: 912 },
  { name: "lists/be_v6", values: 327 },
  { name: "lists/aws_v6", values: 3108 },
  { name: "prefixes/sample_20k", values: 20_000 },
] as const;

/** A list may have addresses of both families, and a rule is about one. */
function rulesOf(values: readonly string[]): AnyRule[] {
  const isIpv6 = (value: string) => value.includes(":");
  const [of4, of6] = [values.filter((value) => !isIpv6(value)), values.filter(isIpv6)];
  return [
    ...(of4.length === 0 ? [] : [drop("IPv4").ipv4Src(of4)]),
    ...(of6.length === 0 ? [] : [drop("IPv6").ipv6Src(of6)]),
  ];
}

function probesOf(name: string) {
  const probes = linesOf(`${name}.probes`).map((line) => {
    const [address, isIn] = line.split(" ");
    const src = address!;
    const network = src.includes(":") ? ipv6({ src }) : ipv4({ src });
    return { frame: frame(ethernet(), network, udp()), isIn: isIn === "1" };
  });
  return {
    frames: probes.map((probe) => probe.frame),
    inside: probes.flatMap(({ isIn }, index) => (isIn ? [index] : [])),
  };
}

describe.skipIf(!isThere)(titleOf("lists of addresses and prefixes"), () => {
  describe.each(ENGINES)("$title", (engine) => {
    test.skipIf(engine.isMissing).each(LISTS)("$name", async ({ name, values }) => {
      const list = linesOf(`${name}.txt.gz`);
      expect(list).toHaveLength(values);
      const { frames, inside } = probesOf(name);
      expect(frames).toHaveLength(3000);
      expect(await dropped(engine, programOf(rulesOf(list)), frames)).toEqual(inside);
    });
  });
});
