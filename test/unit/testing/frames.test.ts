import { describe, expect, test } from "vitest";
import {
  ah,
  arp,
  destination,
  ethernet,
  frame,
  hopByHop,
  icmp,
  icmpv6,
  ipv4,
  ipv6,
  ipv6Fragment,
  raw,
  routing,
  sctp,
  tcp,
  udp,
  vlan,
} from "../../../src/testing/frames.js";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { hex } from "./hex.js";

const MACS = "02 42 ac 14 00 0c 02 42 ac 14 00 0b";

describe("frames are these bytes, checksums left out", () => {
  test("tags, IPv4 with options, TCP", () => {
    const bytes = frame(
      ethernet({ src: "00:00:5e:00:53:01", dst: "ff:ff:ff:ff:ff:ff" }),
      vlan({ id: 10, priority: 7, tpid: 0x88a8 }),
      vlan({ id: 20 }),
      ipv4({
        src: "192.0.2.1",
        dst: "198.51.100.2",
        ttl: 3,
        dscp: 46,
        ecn: 1,
        id: 0xabcd,
        dontFragment: true,
        options: [0x94, 4, 0, 0],
        checksum: 0,
      }),
      tcp({ sport: 1, dport: 2, seq: 3, ack: 4, flags: ["syn", "ack"], window: 5, checksum: 0 }),
      raw([0xaa]),
    );
    expect(bytes).toEqual(
      hex(`ff ff ff ff ff ff 00 00 5e 00 53 01 88 a8 e0 0a 81 00 00 14 08 00
           46 b9 00 2d ab cd 40 00 03 06 00 00 c0 00 02 01 c6 33 64 02 94 04 00 00
           00 01 00 02 00 00 00 03 00 00 00 04 50 12 00 05 00 00 00 00 aa`),
    );
  });

  test("IPv6 with every extension header", () => {
    const bytes = frame(
      ethernet(),
      ipv6({ src: "2001:db8::1", dst: "::2", hopLimit: 9, dscp: 46, ecn: 1, flowLabel: 0x12345 }),
      hopByHop(),
      routing({ size: 16 }),
      destination(),
      ah({ size: 12 }),
      ipv6Fragment({ offset: 2, more: true, id: 7 }),
      icmpv6({ type: 135, code: 1, checksum: 0 }),
    );
    expect(bytes).toEqual(
      hex(`${MACS} 86 dd 6b 91 23 45 00 3c 00 09
           20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02
           2b 00 00 00 00 00 00 00
           3c 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00
           33 00 00 00 00 00 00 00
           2c 01 00 00 00 00 00 00 00 00 00 00
           3a 00 00 11 00 00 00 07
           87 01 00 00 00 00 00 00`),
    );
  });

  test("UDP, SCTP, ICMP and ARP", () => {
    const header = `${MACS} 08 00 45 00 00`;
    const rest = (protocol: string) => `00 00 20 03 40 ${protocol} 00 00 ac 14 00 0b ac 14 00 0c`;
    const fragment = ipv4({ fragmentOffset: 3, moreFragments: true, checksum: 0 });
    expect(frame(ethernet(), fragment, udp({ sport: 1, dport: 2, checksum: 0 }), raw([1, 2]))).toEqual(
      hex(`${header} 1e ${rest("11")} 00 01 00 02 00 0a 00 00 01 02`),
    );
    expect(frame(ethernet(), fragment, sctp({ sport: 1, dport: 2, checksum: 0 }))).toEqual(
      hex(`${header} 20 ${rest("84")} 00 01 00 02 00 00 00 00 00 00 00 00`),
    );
    expect(frame(ethernet(), fragment, icmp({ type: 3, code: 4, checksum: 0 }))).toEqual(
      hex(`${header} 1c ${rest("01")} 03 04 00 00 00 00 00 00`),
    );
    expect(frame(ethernet(), arp({ op: "reply" }))).toEqual(
      hex(
        `${MACS} 08 06 00 01 08 00 06 04 00 02 02 42 ac 14 00 0b ac 14 00 0b 00 00 00 00 00 00 ac 14 00 0c`,
      ),
    );
  });

  test("lies are kept", () => {
    const lying = frame(
      ethernet({ type: 1 }),
      ipv4({ version: 5, headerLength: 15, length: 0, protocol: 200 }),
      udp(),
    );
    expect(lying.slice(12, 24)).toEqual(hex("00 01 5f 00 00 00 00 00 00 00 40 c8"));
  });

  test("an address that is none is refused", () => {
    expect(() => frame(ethernet(), ipv4({ src: "10.0.0" }))).toThrow(DiagnosticError);
    expect(() => frame(ethernet({ src: "2" }))).toThrow(DiagnosticError);
  });
});
