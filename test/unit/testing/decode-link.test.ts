import { describe, expect, test } from "vitest";
import { decode } from "../../../src/testing/decode.js";
import { hex } from "./hex.js";

const MACS = "02 42 ac 14 00 0c 02 42 ac 14 00 0b";
const always = { ingressIfindex: 1n, rxQueue: 0n };
const link = { etherSrc: 0x0242ac14000bn, etherDst: 0x0242ac14000cn };

/** The fields of a frame as an object, and its protocols in a list. */
function seen(bytes: string) {
  const packet = decode(hex(bytes));
  return {
    fields: Object.fromEntries(packet.fields),
    protocols: [...packet.protocols].sort(),
    flaw: packet.flaw,
  };
}

describe("Ethernet", () => {
  test("14 bytes are a frame", () => {
    expect(seen(`${MACS} 88 cc`)).toEqual({
      fields: { ...always, ...link, etherType: 0x88ccn, packetLength: 14n, malformed: 0n },
      protocols: [],
      flaw: undefined,
    });
  });

  test("13 bytes have a length and nothing else", () => {
    expect(seen(`${MACS} 88`)).toEqual({
      fields: { ...always, packetLength: 13n, malformed: 1n },
      protocols: [],
      flaw: "runt",
    });
  });

  test("no bytes at all", () => {
    expect(seen("")).toEqual({
      fields: { ...always, packetLength: 0n, malformed: 1n },
      protocols: [],
      flaw: "runt",
    });
  });

  test("a length in place of a type (IEEE 802.3 with LLC) is its value", () => {
    expect(seen(`${MACS} 00 26 42 42 03`).fields).toEqual({
      ...always,
      ...link,
      etherType: 0x26n,
      packetLength: 17n,
      malformed: 0n,
    });
  });

  test("what the kernel knows besides the bytes", () => {
    const { fields } = decode(hex(`${MACS} 88 cc`), { ingressIfindex: 7, rxQueue: 3 });
    expect(fields.get("ingressIfindex")).toBe(7n);
    expect(fields.get("rxQueue")).toBe(3n);
  });
});

describe("VLAN tags", () => {
  const cases: readonly [string, string, object, string | undefined][] = [
    ["802.1Q", "81 00 60 0a 88 cc", { vlanId: 10n, vlanPriority: 3n, etherType: 0x88ccn }, undefined],
    ["802.1ad", "88 a8 f0 00 88 cc", { vlanId: 0n, vlanPriority: 7n, etherType: 0x88ccn }, undefined],
    [
      "802.1ad around 802.1Q",
      "88 a8 0f ff 81 00 e0 14 88 cc",
      { vlanId: 4095n, vlanPriority: 0n, vlanInnerId: 20n, etherType: 0x88ccn },
      undefined,
    ],
    [
      "a third tag is the ether type",
      "81 00 00 01 81 00 00 02 88 a8 00 03 08 00 45",
      { vlanId: 1n, vlanPriority: 0n, vlanInnerId: 2n, etherType: 0x88a8n },
      "third-tag",
    ],
    [
      "a third tag of two bytes",
      "81 00 00 01 81 00 00 02 81 00",
      { vlanId: 1n, vlanPriority: 0n, vlanInnerId: 2n, etherType: 0x8100n },
      "third-tag",
    ],
    ["TPID 0x9100 is never skipped", "91 00 00 01 08 00", { etherType: 0x9100n }, "unsupported-tag"],
    [
      "TPID 0x9100 behind a tag",
      "81 00 00 01 91 00 00 02 08 00",
      { vlanId: 1n, vlanPriority: 0n, etherType: 0x9100n },
      "unsupported-tag",
    ],
    [
      "TPID 0x9100 behind two tags",
      "81 00 00 01 81 00 00 02 91 00",
      { vlanId: 1n, vlanPriority: 0n, vlanInnerId: 2n, etherType: 0x9100n },
      "unsupported-tag",
    ],
    ["no byte of the tag", "81 00", {}, "cut-tag"],
    ["half a TCI", "81 00 60", {}, "cut-tag"],
    ["a TCI and no type", "81 00 60 0a", { vlanId: 10n, vlanPriority: 3n }, "cut-tag"],
    ["a TCI and half a type", "81 00 60 0a 08", { vlanId: 10n, vlanPriority: 3n }, "cut-tag"],
    ["a second tag without its TCI", "81 00 60 0a 81 00 00", { vlanId: 10n, vlanPriority: 3n }, "cut-tag"],
    [
      "a second tag without its type",
      "81 00 60 0a 81 00 00 02 08",
      { vlanId: 10n, vlanPriority: 3n, vlanInnerId: 2n },
      "cut-tag",
    ],
  ];

  test.each(cases)("%s", (_title, bytes, fields, flaw) => {
    const packet = seen(`${MACS} ${bytes}`);
    expect(packet.flaw).toBe(flaw);
    expect(packet.fields).toEqual({
      ...always,
      ...link,
      ...fields,
      packetLength: BigInt(hex(MACS + bytes).length),
      malformed: flaw === undefined ? 0n : 1n,
    });
    expect(packet.protocols).toEqual("vlanId" in fields ? ["vlan"] : []);
  });

  test("two tags hide nothing", () => {
    const tagged = seen(
      `${MACS} 81 00 00 01 81 00 00 02 08 00
       45 00 00 14 00 00 00 00 40 fd 00 00 ac 14 00 0b ac 14 00 0c`,
    );
    expect(tagged.fields).toMatchObject({ etherType: 0x0800n, ipv4Src: 0xac14000bn, l4Protocol: 253n });
    expect(tagged.protocols).toEqual(["ipv4", "vlan"]);
  });
});

describe("ARP", () => {
  const REQUEST = "00 01 08 00 06 04 00 01 02 42 ac 14 00 0b ac 14 00 0b 00 00 00 00 00 00 ac 14 00 0c";
  const all = { arpOp: 1n, arpSenderIp: 0xac14000bn, arpTargetIp: 0xac14000cn };
  const cut = (size: number) => REQUEST.split(" ").slice(0, size).join(" ");
  const { arpOp, arpSenderIp } = all;

  const cases: readonly [string, string, object, string | undefined][] = [
    ["Ethernet/IPv4", REQUEST, all, undefined],
    ["27 bytes lack the target's address", cut(27), { arpOp, arpSenderIp }, "cut-arp"],
    ["18 bytes have the sender's address", cut(18), { arpOp, arpSenderIp }, "cut-arp"],
    ["17 bytes have not", cut(17), { arpOp }, "cut-arp"],
    ["8 bytes have the operation", cut(8), { arpOp }, "cut-arp"],
    ["7 bytes have nothing", cut(7), {}, "cut-arp"],
    ["no bytes", "", {}, "cut-arp"],
    ["hardware type 6", REQUEST.replace("00 01", "00 06"), {}, undefined],
    ["protocol type 0x0806", REQUEST.replace("08 00", "08 06"), {}, undefined],
    ["hardware length 8", REQUEST.replace("06 04", "08 04"), {}, undefined],
    ["protocol length 16", REQUEST.replace("06 04", "06 10"), {}, undefined],
    ["8 bytes of another kind are whole", cut(8).replace("06 04", "06 10"), {}, undefined],
  ];

  test.each(cases)("%s", (_title, bytes, fields, flaw) => {
    const packet = seen(`${MACS} 08 06 ${bytes}`);
    const { etherType, arpOp: op, arpSenderIp: sender, arpTargetIp: target } = packet.fields;
    expect(packet.protocols).toEqual(["arp"]);
    expect(packet.flaw).toBe(flaw);
    expect(etherType).toBe(0x0806n);
    expect({ arpOp: op, arpSenderIp: sender, arpTargetIp: target }).toEqual({
      arpOp: undefined,
      arpSenderIp: undefined,
      arpTargetIp: undefined,
      ...fields,
    });
  });

  test("padding behind it is no part of it", () => {
    expect(seen(`${MACS} 08 06 ${REQUEST} 00 00 00 00`).flaw).toBeUndefined();
  });
});
