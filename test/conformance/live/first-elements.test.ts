/** What is in live sets from the start: a section of the object that the loader reads, and nobody else. */
import { expect, test } from "vitest";
import { plan } from "../../../src/codegen/5-plan/index.js";
import { emit } from "../../../src/codegen/6-emit/index.js";
import { compile } from "../../../src/codegen/7-compile/index.js";
import { drop, liveSet } from "../../../src/dsl/index.js";
import { elementsSection, LIVE_ELEMENT_BYTES } from "../../../src/manifest/index.js";
import { programOf } from "../../../src/testing/index.js";
import { readElf } from "../../../src/util/elf.js";
import { identityOf } from "../../support/identity.js";

const addresses = liveSet("addresses", {
  type: "ipv4",
  capacity: 10,
  elements: ["192.0.2.1", "10.0.0.0/8", "10.0.0.0/16"],
});
const hosts = liveSet("hosts", { type: "ipv6", capacity: 10, elements: ["2001:db8::/32"] });
const services = liveSet("services", {
  type: ["ipv4", "tcp-port"],
  capacity: 10,
  elements: [["192.0.2.1", 443]],
});
const services6 = liveSet("services6", {
  type: ["ipv6", "udp-port"],
  capacity: 10,
  elements: [["2001:db8::1", 53]],
});

const RULES = [
  drop().ipv4Src(addresses),
  drop().ipv6Src(hosts),
  drop().pair(["ipv4Dst", "tcpDport"], services),
  drop().pair(["ipv6Dst", "udpDport"], services6),
];

const EXPECTED: Record<string, readonly (readonly [value: bigint, length: number, second: number])[]> = {
  addresses: [
    [0x0a000000n, 8, 0],
    [0x0a000000n, 16, 0],
    [0xc0000201n, 32, 0],
  ],
  hosts: [[0x20010db8n << 96n, 32, 0]],
  services: [[(0xc0000201n << 16n) | 443n, 48, 0]],
  services6: [[(0x20010db8n << 96n) | 1n, 144, 53]],
};

test("first elements lie in a section of their own, sorted, as numbers", async () => {
  const program = programOf(RULES);
  const { object, manifest } = await compile(emit(plan(program), program, identityOf("first")), []);
  const elf = readElf(object);
  if (elf.kind !== "sections") expect.fail("clang made no object");
  for (const { name, map, elements } of manifest.sets) {
    const bytes = Buffer.from(elf.sections.get(elementsSection(map))!);
    expect(bytes.length).toBe(elements * LIVE_ELEMENT_BYTES);
    const read = Array.from({ length: elements }, (_, i) => {
      const at = i * LIVE_ELEMENT_BYTES;
      const value = bytes.readBigUInt64LE(at) | (bytes.readBigUInt64LE(at + 8) << 64n);
      return [value, bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20)];
    });
    expect(read, name).toEqual(EXPECTED[name]);
  }
});
