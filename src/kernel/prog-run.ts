import { SystemError } from "./sys/errno.js";
import { native } from "./sys/libbpf.js";

/** Where the frame shall seem to come from: an interface of the current network namespace and one of its receive queues. */
export interface RunContext {
  readonly ingressIfindex?: number;
  readonly rxQueue?: number;
}

/** What one run of a program came to. */
export interface RunResult {
  /** The value that the program returned: enum xdp_action of linux/bpf.h. */
  readonly action: number;
  /** The frame as the program left it; valid until the runner runs again. */
  readonly frame: Uint8Array;
  /** Mean time of one repetition, in nanoseconds. */
  readonly nanoseconds: number;
}

/** Runs one program on frames that never were on a wire (BPF_PROG_TEST_RUN). */
export type Runner = (frame: Uint8Array, context?: RunContext, repeat?: number) => RunResult;

/** The kernel refuses frames that are shorter than an Ethernet header and longer than a page less its own overhead. */
export const RUN_FRAME_BYTES = { min: 14, max: 3520 } as const;

/** Offsets in struct bpf_test_run_opts (bpf/bpf.h) on 64-bit systems. */
const OPTIONS = {
  sz: 0,
  data_in: 8,
  data_out: 16,
  data_size_in: 24,
  data_size_out: 28,
  ctx_in: 32,
  ctx_size_in: 48,
  retval: 56,
  repeat: 60,
  duration: 64,
  flags: 68,
  batch_size: 76,
  bytes: 80,
} as const;

/** Offsets in struct xdp_md (linux/bpf.h), as it is passed in: `data` is 0 and `data_end` the frame's length. */
const XDP_MD = { data: 0, data_end: 4, ingress_ifindex: 12, rx_queue_index: 16, bytes: 24 } as const;

/**
 * A runner for the program behind `programFd`. Its buffers are made once and used again, which makes it some three times
 * faster than calls with structures: hundreds of thousands of frames a second.
 * A run fails with a RangeError for a frame that the kernel would not take, and with a SystemError otherwise (EPERM;
 * ENODEV or EINVAL for a context whose interface or queue is not there).
 */
export function createRunner(programFd: number): Runner {
  const libbpf = native();
  const input = Buffer.alloc(RUN_FRAME_BYTES.max);
  const output = Buffer.alloc(RUN_FRAME_BYTES.max + 512);
  const context = Buffer.alloc(XDP_MD.bytes);
  const options = Buffer.alloc(OPTIONS.bytes);
  const contextAddress = libbpf.address(context);
  options.writeBigUInt64LE(BigInt(OPTIONS.bytes), OPTIONS.sz);
  options.writeBigUInt64LE(libbpf.address(input), OPTIONS.data_in);
  options.writeBigUInt64LE(libbpf.address(output), OPTIONS.data_out);

  return (frame, from, repeat = 1) => {
    if (frame.length < RUN_FRAME_BYTES.min || frame.length > RUN_FRAME_BYTES.max)
      throw new RangeError(
        `a frame has ${RUN_FRAME_BYTES.min} to ${RUN_FRAME_BYTES.max} bytes here, not ${frame.length}`,
      );
    input.set(frame);
    options.writeUInt32LE(frame.length, OPTIONS.data_size_in);
    // The kernel writes the length of the result here; left as it is, the next longer frame would get ENOSPC.
    options.writeUInt32LE(output.length, OPTIONS.data_size_out);
    options.writeInt32LE(repeat, OPTIONS.repeat);
    options.writeBigUInt64LE(from === undefined ? 0n : contextAddress, OPTIONS.ctx_in);
    options.writeUInt32LE(from === undefined ? 0 : XDP_MD.bytes, OPTIONS.ctx_size_in);
    if (from !== undefined) {
      context.writeUInt32LE(frame.length, XDP_MD.data_end);
      context.writeUInt32LE(from.ingressIfindex ?? 0, XDP_MD.ingress_ifindex);
      context.writeUInt32LE(from.rxQueue ?? 0, XDP_MD.rx_queue_index);
    }
    const result = libbpf.bpf_prog_test_run_opts(programFd, options);
    if (result < 0) throw new SystemError("BPF_PROG_TEST_RUN", -result);
    return {
      action: options.readUInt32LE(OPTIONS.retval),
      frame: output.subarray(0, options.readUInt32LE(OPTIONS.data_size_out)),
      nanoseconds: options.readUInt32LE(OPTIONS.duration),
    };
  };
}

/** BPF_F_TEST_XDP_LIVE_FRAMES (linux/bpf.h), Linux 5.18 and newer. */
const LIVE_FRAMES = 2;

/** How many frames the kernel hands on at a time. */
const LIVE_BATCH = 64;

/**
 * Runs a program on `count` frames of which the kernel does what the program returns, as if they had come from a wire: one that
 * redirects them sends them. They come in through the loopback interface of the current network namespace.
 * Fails with a SystemError (EPERM; EINVAL on a kernel without it).
 */
export function runLive(programFd: number, frame: Uint8Array, count: number): void {
  const input = Buffer.from(frame);
  const options = Buffer.alloc(OPTIONS.bytes);
  options.writeBigUInt64LE(BigInt(OPTIONS.bytes), OPTIONS.sz);
  options.writeBigUInt64LE(native().address(input), OPTIONS.data_in);
  options.writeUInt32LE(input.length, OPTIONS.data_size_in);
  options.writeInt32LE(count, OPTIONS.repeat);
  options.writeUInt32LE(LIVE_FRAMES, OPTIONS.flags);
  options.writeUInt32LE(LIVE_BATCH, OPTIONS.batch_size);
  const result = native().bpf_prog_test_run_opts(programFd, options);
  if (result < 0) throw new SystemError("BPF_PROG_TEST_RUN", -result);
}
