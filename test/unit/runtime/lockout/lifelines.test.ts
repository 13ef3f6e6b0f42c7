import { describe, expect, it } from "vitest";
import { lifelines, type Surroundings } from "../../../../src/runtime/lockout/lifelines.js";
import { parseSshConnection } from "../../../../src/runtime/lockout/ssh-session.js";
import { decode } from "../../../../src/testing/decode.js";

const ETH0 = {
  ifname: "eth0",
  address: "02:00:00:00:00:02",
  addr_info: [
    { family: "inet", local: "192.0.2.2", scope: "global" },
    { family: "inet6", local: "2001:db8::2", scope: "global" },
    { family: "inet6", local: "fe80::2", scope: "link" },
  ],
} as const;

const around = (parts: Partial<Surroundings>): Surroundings => ({
  ifname: "eth0",
  links: [ETH0],
  defaultRoutes: [],
  neighbours: [],
  session: undefined,
  routeToPeer: undefined,
  ...parts,
});
const who = (parts: Partial<Surroundings>) => lifelines(around(parts)).map((line) => line.who);

const SESSION = parseSshConnection("198.51.100.7 40000 192.0.2.2 22")!;

describe("lifelines", () => {
  it("are none of an interface that nothing leads over", () => {
    expect(who({})).toEqual([]);
    expect(who({ session: SESSION, routeToPeer: { dev: "eth1", gateway: "192.0.2.1" } })).toEqual([]);
    expect(who({ defaultRoutes: [{ dev: "eth1", gateway: "192.0.2.1" }] })).toEqual([]);
    expect(who({ links: [{ ifname: "eth0", addr_info: ETH0.addr_info }], session: SESSION })).toEqual([]);
  });

  it("are the session and the neighbour that it comes by", () => {
    expect(who({ session: SESSION, routeToPeer: { dev: "eth0", gateway: "192.0.2.1" } })).toEqual([
      "the SSH session from 198.51.100.7",
      "the neighbour 192.0.2.1",
    ]);
  });

  it("are not a session whose address is none of this namespace", () => {
    const session = parseSshConnection("198.51.100.7 40000 203.0.113.9 22");
    expect(who({ session, routeToPeer: { dev: "eth0" } })).toEqual([]);
  });

  it("are the gateways of both families, of several next hops as well", () => {
    const nexthops = [
      { dev: "eth0", gateway: "192.0.2.3" },
      { dev: "eth1", gateway: "192.0.2.4" },
    ];
    expect(who({ defaultRoutes: [{ nexthops }, { dev: "eth0", gateway: "fe80::1" }] })).toEqual([
      "the default gateway 192.0.2.3",
      "the default gateway fe80::1",
    ]);
  });

  it("are frames that are what they are called", () => {
    const lines = lifelines(
      around({
        session: SESSION,
        routeToPeer: { dev: "eth0", gateway: "192.0.2.1" },
        defaultRoutes: [{ dev: "eth0", gateway: "fe80::1" }],
        neighbours: [{ dst: "192.0.2.1", dev: "eth0", lladdr: "02:00:00:00:00:01" }],
        links: [
          { ...ETH0, addr_info: [{ ...ETH0.addr_info[0], dynamic: true }, ...ETH0.addr_info.slice(1)] },
        ],
      }),
    );
    const frames = lines.flatMap((line) => line.frames.map(({ frame }) => decode(frame)));
    const value = (name: string) => frames.map(({ fields }) => fields.get(name as never));
    expect(value("tcpDport").filter((port) => port !== undefined)).toEqual([22n, 22n]);
    expect(value("arpOp").filter((op) => op !== undefined)).toEqual([2n, 1n]);
    expect(value("icmpv6Type").filter((type) => type !== undefined)).toEqual([136n, 135n]);
    expect(value("udpDport").filter((port) => port !== undefined)).toEqual([68n, 68n]);
    expect(value("etherSrc")[0]).toBe(0x02_00_00_00_00_01n);
  });
});

describe("SSH_CONNECTION", () => {
  it("is two addresses of one family with their ports", () => {
    expect(SESSION).toEqual({ peer: "198.51.100.7", peerPort: 40000, local: "192.0.2.2", localPort: 22 });
    expect(parseSshConnection("fe80::1%eth0 1 fe80::2%eth0 22")).toMatchObject({
      peer: "fe80::1",
      local: "fe80::2",
    });
    for (const text of [
      "",
      "192.0.2.1",
      "192.0.2.1 1 ::1 22",
      "a 1 b 2",
      "192.0.2.1 0 192.0.2.2 22",
      "192.0.2.1 x 192.0.2.2 22",
    ])
      expect(parseSshConnection(text)).toBeUndefined();
  });
});
