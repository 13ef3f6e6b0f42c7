import { fail } from "../diagnostics/index.js";
import { orList, nearest } from "../util/text.js";
import { check, SystemError } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** A network interface of the current network namespace. */
export interface Interface {
  readonly name: string;
  readonly ifindex: number;
}

/** What an interface is like at the moment. */
export interface InterfaceState {
  readonly up: boolean;
  /** The longest packet it takes, in bytes, without the Ethernet header. */
  readonly mtu: number;
  /** The name of its driver, `veth` or `virtio_net`; undefined when it does not say. */
  readonly driver: string | undefined;
}

/** Every interface of the current network namespace, in the kernel's order. */
export function listInterfaces(): readonly Interface[] {
  const list = native().if_nameindex();
  if (list === null) throw new SystemError("if_nameindex", native().errno());
  try {
    return native()
      .decodeNameIndex(list)
      .map(({ name, index }) => ({ name, ifindex: index }));
  } finally {
    native().if_freenameindex(list);
  }
}

/** The interface called `ifname`. Fails with XG601, which names those that there are; `netns` is only for the sentence. */
export function findInterface(ifname: string, netns?: string): Interface {
  const ifindex = native().if_nametoindex(ifname);
  if (ifindex !== 0) return { name: ifname, ifindex };
  const names = listInterfaces().map(({ name }) => name);
  const meant = nearest(ifname, names);
  return fail("XG601", {
    ifname,
    where: netns === undefined ? "" : ` in the network namespace ${netns}`,
    known:
      meant === undefined ? `there is ${orList(names)}` : `did you mean ${meant}? there is ${orList(names)}`,
  });
}

/** Whether the current network namespace has an interface with this index. */
export function interfaceExists(ifindex: number): boolean {
  return native().if_indextoname(ifindex, Buffer.alloc(REQUEST.value)) !== null;
}

/** struct ifreq: a name, and a union at offset 16 (linux/if.h). */
const REQUEST = { bytes: 40, value: 16 } as const;
/** ioctl requests (linux/sockios.h), the ethtool command (linux/ethtool.h) and a flag (linux/if.h). */
const SIOCGIFFLAGS = 0x8913;
const SIOCGIFMTU = 0x8921;
const SIOCETHTOOL = 0x8946;
const ETHTOOL_GDRVINFO = 3;
const IFF_UP = 1;
const AF_INET = 2;
const SOCK_DGRAM = 2;
/** struct ethtool_drvinfo. */
const DRIVER_INFO = { bytes: 196, driver: 4, driverBytes: 32 } as const;

/** Asks the kernel what the interface is like. Fails with XG613 when it is gone. */
export function interfaceState(ifname: string): InterfaceState {
  const libc = native();
  const socket = libc.socket(AF_INET, SOCK_DGRAM, 0);
  if (socket < 0) throw new SystemError("socket", libc.errno());
  const ask = (request: number, prepare: (bytes: Buffer) => void = () => {}): Buffer => {
    const bytes = Buffer.alloc(REQUEST.bytes);
    bytes.write(ifname, 0, REQUEST.value - 1, "latin1");
    prepare(bytes);
    check(`ioctl 0x${request.toString(16)}`, libc.ioctl(socket, request, bytes) < 0 ? -libc.errno() : 0);
    return bytes;
  };
  try {
    return {
      up: (ask(SIOCGIFFLAGS).readUInt16LE(REQUEST.value) & IFF_UP) !== 0,
      mtu: ask(SIOCGIFMTU).readInt32LE(REQUEST.value),
      driver: driverName(ask),
    };
  } catch (error) {
    if (error instanceof SystemError && error.code === "ENODEV") fail("XG613", { ifname });
    throw error;
  } finally {
    libc.close(socket);
  }
}

function driverName(ask: (request: number, prepare: (bytes: Buffer) => void) => Buffer): string | undefined {
  const info = Buffer.alloc(DRIVER_INFO.bytes);
  info.writeUInt32LE(ETHTOOL_GDRVINFO);
  try {
    ask(SIOCETHTOOL, (request) => request.writeBigUInt64LE(native().address(info), REQUEST.value));
  } catch (error) {
    if (error instanceof SystemError && error.code !== "ENODEV") return undefined;
    throw error;
  }
  const name = info.toString("latin1", DRIVER_INFO.driver, DRIVER_INFO.driver + DRIVER_INFO.driverBytes);
  return name.slice(0, name.indexOf("\0"));
}
