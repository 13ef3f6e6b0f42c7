import { describe, expect, test } from "vitest";
import { decode } from "../../../src/testing/decode.js";
import { hex } from "./hex.js";

const MACS = "02 42 ac 14 00 0c 02 42 ac 14 00 0b";
const ADDRESSES = "ac 14 00 0b ac 14 00 0c";
const ADDRESSES6 =
  "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 11 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 12";
/** Source port 0x1234, destination port 22, sequence number 0x01020304, SYN, window 0x7210. */
const TCP = "12 34 00 16 01 02 03 04 00 00 00 00 50 02 72 10 00 00 00 00";

const v4 = (bytes: string) => decode(hex(`${MACS} 08 00 ${bytes}`));
const v6 = (nextHeader: string, bytes: string) =>
  decode(hex(`${MACS} 86 dd 60 00 00 00 00 00 ${nextHeader} 40 ${ADDRESSES6} ${bytes}`));
const first = (text: string, bytes: number) => text.trim().split(/\s+/).slice(0, bytes).join(" ");

describe("IPv4", () => {
  test("every field of the header and of TCP", () => {
    const packet = v4(`45 b9 00 28 ab cd 40 00 3f 06 00 00 ${ADDRESSES} ${TCP}`);
    expect(Object.fromEntries(packet.fields)).toEqual({
      etherSrc: 0x0242ac14000bn,
      etherDst: 0x0242ac14000cn,
      etherType: 0x0800n,
      ipv4Src: 0xac14000bn,
      ipv4Dst: 0xac14000cn,
      ipv4Protocol: 6n,
      ipv4Ttl: 63n,
      ipv4Dscp: 46n,
      ipv4Ecn: 1n,
      ipv4HeaderLength: 5n,
      ipv4Length: 40n,
      ipv4Id: 0xabcdn,
      l4Protocol: 6n,
      fragment: 0n,
      tcpSport: 0x1234n,
      tcpDport: 22n,
      tcpSeq: 0x01020304n,
      tcpFlags: 0x02n,
      tcpWindow: 0x7210n,
      sport: 0x1234n,
      dport: 22n,
      packetLength: 54n,
      malformed: 0n,
      ingressIfindex: 1n,
      rxQueue: 0n,
    });
    expect([...packet.protocols]).toEqual(["ipv4", "tcp"]);
  });

  test("options stand between the header and TCP", () => {
    const packet = v4(`46 00 00 2c 00 00 00 00 40 06 00 00 ${ADDRESSES} 94 04 00 00 ${TCP}`);
    expect(packet.fields.get("tcpDport")).toBe(22n);
    expect(packet.fields.get("ipv4HeaderLength")).toBe(6n);
  });

  const invalid: readonly [string, string, string][] = [
    ["19 bytes", `45 00 00 14 00 00 00 00 40 06 00 00 ${first(ADDRESSES, 7)}`, "cut-ipv4"],
    ["no bytes", "", "cut-ipv4"],
    ["options that are cut", `46 00 00 18 00 00 00 00 40 06 00 00 ${ADDRESSES} 94 04 00`, "cut-ipv4"],
    ["a header length of 4 words", `44 00 00 14 00 00 00 00 40 06 00 00 ${ADDRESSES} ${TCP}`, "bad-ipv4"],
    ["version 6", `65 00 00 14 00 00 00 00 40 06 00 00 ${ADDRESSES} ${TCP}`, "bad-ipv4"],
  ];
  test.each(invalid)("%s: no IPv4 at all", (_title, bytes, flaw) => {
    const packet = v4(bytes);
    expect(packet.flaw).toBe(flaw);
    expect([...packet.protocols]).toEqual([]);
    expect([...packet.fields.keys()].sort()).toEqual(
      ["etherDst", "etherSrc", "etherType", "ingressIfindex", "malformed", "packetLength", "rxQueue"].sort(),
    );
  });

  const fragments: readonly [string, string, bigint, boolean][] = [
    ["DF", "40 00", 0n, true],
    ["the reserved bit", "80 00", 0n, true],
    ["MF", "20 00", 1n, true],
    ["offset 1", "00 01", 2n, false],
    ["offset 0x1fff and MF", "3f ff", 2n, false],
    ["the highest bit of the offset", "10 00", 2n, false],
  ];
  test.each(fragments)("%s", (_title, word, fragment, hasPorts) => {
    const packet = v4(`45 00 00 28 00 00 ${word} 40 06 00 00 ${ADDRESSES} ${TCP}`);
    expect(packet.fields.get("fragment")).toBe(fragment);
    expect(packet.fields.get("l4Protocol")).toBe(6n);
    expect(packet.protocols.has("tcp")).toBe(true);
    expect(packet.fields.has("tcpDport")).toBe(hasPorts);
    expect(packet.fields.has("dport")).toBe(hasPorts);
    expect(packet.flaw).toBeUndefined();
  });

  test("a later fragment of two bytes is not malformed", () => {
    expect(v4(`45 00 00 16 00 00 00 08 40 06 00 00 ${ADDRESSES} 12 34`).flaw).toBeUndefined();
  });

  test("lying lengths are not believed", () => {
    const packet = v4(`45 00 00 01 00 00 00 00 40 06 00 00 ${ADDRESSES} ${TCP}`);
    expect(packet.fields.get("tcpDport")).toBe(22n);
    expect(packet.fields.get("ipv4Length")).toBe(1n);
    expect(packet.flaw).toBeUndefined();
  });

  test("AH is a protocol like any other: no walk in IPv4", () => {
    const packet = v4(`45 00 00 28 00 00 00 00 40 33 00 00 ${ADDRESSES} 06 04 00 00 ${TCP}`);
    expect(packet.fields.get("l4Protocol")).toBe(51n);
    expect([...packet.protocols]).toEqual(["ipv4"]);
  });

  test("only the outermost header counts", () => {
    const inner = `45 00 00 28 00 00 00 00 40 06 00 00 0a 00 00 01 0a 00 00 02 ${TCP}`;
    const packet = v4(`45 00 00 3c 00 00 00 00 40 04 00 00 ${ADDRESSES} ${inner}`);
    expect(packet.fields.get("l4Protocol")).toBe(4n);
    expect(packet.fields.get("ipv4Src")).toBe(0xac14000bn);
    expect(packet.fields.has("tcpDport")).toBe(false);
  });
});

describe("transport headers exist byte for byte", () => {
  const tcpFields: readonly [number, readonly string[]][] = [
    [20, ["tcpSport", "tcpDport", "tcpSeq", "tcpFlags", "tcpWindow"]],
    [16, ["tcpSport", "tcpDport", "tcpSeq", "tcpFlags", "tcpWindow"]],
    [15, ["tcpSport", "tcpDport", "tcpSeq", "tcpFlags"]],
    [14, ["tcpSport", "tcpDport", "tcpSeq", "tcpFlags"]],
    [13, ["tcpSport", "tcpDport", "tcpSeq"]],
    [8, ["tcpSport", "tcpDport", "tcpSeq"]],
    [7, ["tcpSport", "tcpDport"]],
    [4, ["tcpSport", "tcpDport"]],
    [3, ["tcpSport"]],
    [1, []],
    [0, []],
  ];
  test.each(tcpFields)("TCP of %i bytes", (size, names) => {
    const packet = v4(`45 00 00 28 00 00 00 00 40 06 00 00 ${ADDRESSES} ${first(TCP, size)}`);
    const tcpNames = [...packet.fields.keys()].filter((name) => name.startsWith("tcp"));
    expect(tcpNames).toEqual(expect.arrayContaining([...names]));
    expect(tcpNames).toHaveLength(names.length);
    expect(packet.fields.has("dport")).toBe(size >= 4);
    expect(packet.protocols.has("tcp")).toBe(true);
    expect(packet.flaw).toBe(size < 20 ? "cut-transport" : undefined);
  });

  const sizes: readonly [string, string, number, object][] = [
    [
      "udp",
      "11",
      8,
      { udpSport: 0x1234n, udpDport: 0x35n, udpLength: 0x0102n, sport: 0x1234n, dport: 0x35n },
    ],
    ["sctp", "84", 12, { sctpSport: 0x1234n, sctpDport: 0x35n }],
    ["icmp", "01", 8, { icmpType: 0x12n, icmpCode: 0x34n }],
  ];
  test.each(sizes)("%s", (name, protocol, size, fields) => {
    const bytes = "12 34 00 35 01 02 03 04 05 06 07 08";
    const at = (n: number) =>
      v4(`45 00 00 28 00 00 00 00 40 ${protocol} 00 00 ${ADDRESSES} ${first(bytes, n)}`);
    expect(Object.fromEntries(at(size).fields)).toMatchObject(fields);
    expect([...at(size).protocols]).toEqual(["ipv4", name]);
    expect(at(size).flaw).toBeUndefined();
    expect(at(size - 1).flaw).toBe("cut-transport");
    expect(at(0).protocols.has(name as "udp")).toBe(true);
  });

  test("SCTP has no sport and dport, ICMP neither", () => {
    for (const protocol of ["84", "01"]) {
      const packet = v4(`45 00 00 28 00 00 00 00 40 ${protocol} 00 00 ${ADDRESSES} ${TCP}`);
      expect(packet.fields.has("sport")).toBe(false);
      expect(packet.fields.has("dport")).toBe(false);
    }
  });

  test("ICMPv6 over IPv4 and ICMP over IPv6 are only numbers", () => {
    const over4 = v4(`45 00 00 28 00 00 00 00 40 3a 00 00 ${ADDRESSES} 80`);
    expect([...over4.protocols]).toEqual(["ipv4"]);
    expect(over4.fields.get("l4Protocol")).toBe(58n);
    expect(over4.flaw).toBeUndefined();
    const over6 = v6("01", "08");
    expect([...over6.protocols]).toEqual(["ipv6"]);
    expect(over6.fields.get("l4Protocol")).toBe(1n);
    expect(over6.fields.has("icmpType")).toBe(false);
    expect(over6.flaw).toBeUndefined();
  });
});

describe("IPv6", () => {
  test("every field of the header and of ICMPv6", () => {
    // Version 6, traffic class 0xb9 (DSCP 46, ECN 1), flow label 0x12345.
    const packet = decode(hex(`${MACS} 86 dd 6b 91 23 45 00 08 3a ff ${ADDRESSES6} 80 07 00 00 00 00 00 00`));
    expect(Object.fromEntries(packet.fields)).toEqual({
      etherSrc: 0x0242ac14000bn,
      etherDst: 0x0242ac14000cn,
      etherType: 0x86ddn,
      ipv6Src: 0x20010db8000000000000000000000011n,
      ipv6Dst: 0x20010db8000000000000000000000012n,
      ipv6NextHeader: 58n,
      ipv6Extension: 0n,
      ipv6HopLimit: 255n,
      ipv6Dscp: 46n,
      ipv6Ecn: 1n,
      ipv6FlowLabel: 0x12345n,
      l4Protocol: 58n,
      fragment: 0n,
      icmpv6Type: 128n,
      icmpv6Code: 7n,
      packetLength: 62n,
      malformed: 0n,
      ingressIfindex: 1n,
      rxQueue: 0n,
    });
    expect([...packet.protocols]).toEqual(["ipv6", "icmpv6"]);
  });

  test("39 bytes, or version 4: no IPv6 at all", () => {
    const cut = decode(hex(`${MACS} 86 dd 60 00 00 00 00 00 06 40 ${first(ADDRESSES6, 31)}`));
    expect(cut.flaw).toBe("cut-ipv6");
    expect([...cut.protocols]).toEqual([]);
    expect(cut.fields.has("ipv6Src")).toBe(false);
    const bad = decode(hex(`${MACS} 86 dd 45 00 00 00 00 00 06 40 ${ADDRESSES6} ${TCP}`));
    expect(bad.flaw).toBe("bad-ipv6");
    expect(bad.fields.has("l4Protocol")).toBe(false);
    expect(bad.fields.has("fragment")).toBe(false);
  });

  const HOP = (next: string) => `${next} 00 01 04 00 00 00 00`;
  /** A second word of 8 bytes, as its length byte says. */
  const ROUTING = (next: string) => `${next} 01 04 00 00 00 00 00 00 00 00 00 00 00 00 00`;
  /** AH with an ICV of 12 bytes: (4 + 2) * 4 = 24 bytes in all. */
  const AH = (next: string) => `${next} 04 00 00 00 00 00 01 00 00 00 02 ff ff ff ff ff ff ff ff ff ff ff ff`;
  const FRAGMENT = (next: string, word: string) => `${next} 00 ${word} 00 00 00 01`;

  test("a chain of every kind", () => {
    const packet = v6(
      "00",
      `${HOP("2b")} ${ROUTING("3c")} ${HOP("33")} ${AH("2c")} ${FRAGMENT("06", "00 01")} ${TCP}`,
    );
    expect(Object.fromEntries(packet.fields)).toMatchObject({
      ipv6NextHeader: 0n,
      ipv6Extension: 0x1fn,
      l4Protocol: 6n,
      fragment: 1n,
      tcpDport: 22n,
      malformed: 0n,
    });
  });

  test("the chain ends at a number that is no extension header", () => {
    for (const [byte, number] of [
      ["3b", 59n],
      ["32", 50n],
      ["87", 135n],
      ["fd", 253n],
    ] as const) {
      const packet = v6("3c", HOP(byte));
      expect(packet.fields.get("l4Protocol")).toBe(number);
      expect(packet.fields.get("ipv6Extension")).toBe(8n);
      expect(packet.flaw).toBeUndefined();
    }
  });

  test("eight extension headers are walked, a ninth is not", () => {
    const eight = v6("00", `${HOP("3c").repeat(1)} ${`${HOP("3c")} `.repeat(6)} ${HOP("06")} ${TCP}`);
    expect(eight.fields.get("tcpDport")).toBe(22n);
    expect(eight.flaw).toBeUndefined();
    const nine = v6("00", `${`${HOP("3c")} `.repeat(7)} ${HOP("2b")} ${HOP("06")} ${TCP}`);
    expect(nine.flaw).toBe("ninth-extension");
    expect(nine.fields.has("l4Protocol")).toBe(false);
    expect(nine.fields.get("ipv6Extension"), "the ninth, a routing header, was not reached").toBe(9n);
    expect(nine.fields.get("fragment")).toBe(0n);
    expect([...nine.protocols]).toEqual(["ipv6"]);
  });

  const cuts: readonly [string, string, string, bigint][] = [
    ["no byte of it", "2b", "", 2n],
    ["one byte", "2b", "06", 2n],
    ["7 of 8 bytes", "3c", first(HOP("06"), 7), 8n],
    ["15 of 16 bytes", "2b", first(ROUTING("06"), 15), 2n],
    ["23 of 24 bytes of AH", "33", first(AH("06"), 23), 16n],
    ["7 bytes of a fragment header", "2c", first(FRAGMENT("06", "00 08"), 7), 4n],
    ["the second", "00", `${HOP("2c")} 06 00 00 01`, 5n],
  ];
  test.each(cuts)("a cut header: %s", (_title, next, bytes, extensions) => {
    const packet = v6(next, bytes);
    expect(packet.flaw).toBe("cut-extension");
    expect(packet.fields.has("l4Protocol")).toBe(false);
    expect(packet.fields.get("ipv6Extension")).toBe(extensions);
    expect(packet.fields.get("fragment")).toBe(0n);
    expect([...packet.protocols]).toEqual(["ipv6"]);
  });

  test("the smallest AH has 8 bytes", () => {
    const packet = v6("33", `06 00 00 00 00 00 00 01 ${TCP}`);
    expect(packet.fields.get("tcpDport")).toBe(22n);
  });

  test("the length byte of a fragment header is reserved", () => {
    const packet = v6("2c", `06 ff 00 00 00 00 00 01 ${TCP}`);
    expect(packet.fields.get("tcpDport")).toBe(22n);
  });

  describe("fragments", () => {
    test("a later one ends the walk", () => {
      const packet = v6("2c", `${FRAGMENT("06", "00 08")} ${TCP}`);
      expect(Object.fromEntries(packet.fields)).toMatchObject({
        fragment: 2n,
        l4Protocol: 6n,
        malformed: 0n,
      });
      expect(packet.protocols.has("tcp")).toBe(true);
      expect(packet.fields.has("tcpDport")).toBe(false);
    });

    test("also when it names an extension header", () => {
      const packet = v6("2c", `${FRAGMENT("3c", "00 09")} ${HOP("06")} ${TCP}`);
      expect(packet.fields.get("l4Protocol")).toBe(60n);
      expect(packet.fields.get("ipv6Extension")).toBe(4n);
      expect([...packet.protocols]).toEqual(["ipv6"]);
    });

    test("offset 0 without M is whole (RFC 6946), with the reserved bits set too", () => {
      for (const word of ["00 00", "00 06"]) {
        const packet = v6("2c", `${FRAGMENT("06", word)} ${TCP}`);
        expect(packet.fields.get("fragment")).toBe(0n);
        expect(packet.fields.get("tcpDport")).toBe(22n);
      }
    });

    test("first stays first behind an atomic one and before it", () => {
      for (const [a, b] of [
        ["00 01", "00 00"],
        ["00 00", "00 01"],
      ] as const) {
        const packet = v6("2c", `${FRAGMENT("2c", a)} ${FRAGMENT("06", b)} ${TCP}`);
        expect(packet.fields.get("fragment")).toBe(1n);
      }
    });

    test("later decides over first", () => {
      const packet = v6("2c", `${FRAGMENT("2c", "00 01")} ${FRAGMENT("06", "00 10")} ${TCP}`);
      expect(packet.fields.get("fragment")).toBe(2n);
      expect(packet.fields.has("tcpDport")).toBe(false);
    });

    test("a first one whose chain is cut stays first", () => {
      const packet = v6("2c", `${FRAGMENT("3c", "00 01")} 06 00`);
      expect(packet.fields.get("fragment")).toBe(1n);
      expect(packet.flaw).toBe("cut-extension");
    });
  });
});
