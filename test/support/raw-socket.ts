import koffi from "koffi";
import { withNetns } from "../../src/kernel/netns.js";
import { SystemError } from "../../src/kernel/sys/errno.js";
import { native } from "../../src/kernel/sys/libbpf.js";

/** A socket that puts frames onto an interface as they stand (packet(7)). */
export interface RawSocket {
  /**
   * Sends a frame that begins with its Ethernet header. On a veth pair it has usually arrived when this returns.
   * @throws SystemError when the kernel refuses it: EINVAL for one shorter than 14 bytes, EMSGSIZE for one beyond the MTU
   */
  send(frame: Uint8Array): void;
  close(): void;
}

const libc = koffi.load("libc.so.6");
const bind = libc.func("int bind(int fd, const void *address, uint32_t length)") as (
  fd: number,
  address: Uint8Array,
  length: number,
) => number;
const send = libc.func("intptr_t send(int fd, const void *bytes, size_t length, int flags)") as (
  fd: number,
  bytes: Uint8Array,
  length: number,
  flags: number,
) => number;

/** AF_PACKET and SOCK_RAW | SOCK_CLOEXEC (bits/socket.h). With the protocol 0 nothing is received. */
const [PACKET, RAW] = [17, 3 | 0o2000000];

/** struct sockaddr_ll of linux/if_packet.h: sending needs the family and the interface. */
const ADDRESS = { family: 0, ifindex: 4, bytes: 20 } as const;

/** Opens a socket on an interface of a network namespace; needs CAP_NET_RAW there. */
export function openRawSocket(netns: string, ifname: string): RawSocket {
  const { fd, ifindex } = withNetns(netns, () => ({
    fd: succeeded("socket", native().socket(PACKET, RAW, 0)),
    ifindex: native().if_nametoindex(ifname),
  }));
  const close = (): void => void native().close(fd);
  const address = Buffer.alloc(ADDRESS.bytes);
  address.writeUInt16LE(PACKET, ADDRESS.family);
  address.writeInt32LE(ifindex, ADDRESS.ifindex);
  try {
    succeeded("bind", bind(fd, address, address.length));
  } catch (error) {
    close();
    throw error;
  }
  return {
    send: (frame) => void succeeded("send", send(fd, frame, frame.length, 0)),
    close,
  };
}

/** libc's functions return -1 and set errno. */
function succeeded(call: string, result: number): number {
  if (result < 0) throw new SystemError(call, koffi.errno());
  return result;
}
