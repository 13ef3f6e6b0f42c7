import { createRequire } from "node:module";
import type koffiModule from "koffi";
import { fail } from "../../diagnostics/index.js";
import {
  LIBBPF,
  LIBC,
  STRUCTS,
  type LibbpfFunctions,
  type LibcFunctions,
  type Pointer,
} from "./declarations.js";

export type { Memory, Pointer, XdpQueryOptions } from "./declarations.js";

/*
 * The only door to native code: libbpf and libc, called through koffi. Nothing is loaded before `native()` is called,
 * so that the package can be imported on any system. Main thread only. All integers are little endian: koffi runs on
 * no big-endian Linux.
 */

type Koffi = typeof koffiModule;

/** Both libraries, loaded. */
export interface Native extends LibbpfFunctions, LibcFunctions {
  /** The errno of the last call that set it. */
  errno(): number;
  /** The address of bytes of ours, for a pointer inside a raw structure; the caller keeps the bytes alive. */
  address(bytes: Uint8Array): bigint;
  /** Whether mmap returned MAP_FAILED, which is all ones and no null pointer. */
  isMapFailed(pointer: Pointer): boolean;
  /** Memory of theirs as it is, for as long as it is mapped. */
  view(pointer: Pointer, bytes: number): ArrayBuffer;
  /** The size in bytes of a structure, for its `sz` member. */
  sizeOf(struct: keyof typeof STRUCTS): number;
  /** Interfaces from the list that if_nameindex() made. */
  decodeNameIndex(list: Pointer): { index: number; name: string }[];
  /** What libbpf and the kernel's extended acks have said since the last call; lines without their prefix. */
  takeMessages(): string[];
}

let loaded: Native | undefined;

/**
 * libbpf and libc. Loads them at the first call.
 * Fails with XG508 on a system that is not Linux and with XG507 when a library is missing.
 */
export function native(): Native {
  loaded ??= load();
  return loaded;
}

function load(): Native {
  if (process.platform !== "linux") fail("XG508", { platform: process.platform });
  const koffi = requireKoffi();
  for (const [name, { members, bytes }] of Object.entries(STRUCTS)) {
    const size = koffi.sizeof(koffi.struct(name, members as Record<string, string>));
    if (size !== bytes) throw new Error(`struct ${name} has ${size} bytes here, not ${bytes}`);
  }
  const print = koffi.proto("int libbpf_print_fn(int level, const void *format, void *values)");
  const libbpf = declare<LibbpfFunctions>(koffi, "libbpf.so.1", LIBBPF);
  const libc = declare<LibcFunctions>(koffi, "libc.so.6", LIBC);
  const messages: string[] = [];
  const line = Buffer.alloc(8192);
  libbpf.libbpf_set_print(
    koffi.register((level: number, format: Pointer, values: Pointer) => {
      const length = libc.vsnprintf(line, line.length, format, values);
      if (level <= LIBBPF_INFO) messages.push(line.toString("utf8", 0, Math.min(length, line.length - 1)));
      return 0;
    }, koffi.pointer(print)),
  );
  return {
    ...libbpf,
    ...libc,
    errno: () => koffi.errno(),
    address: (bytes) => koffi.address(bytes),
    isMapFailed: (pointer) => koffi.address(pointer) === MAP_FAILED,
    view: (pointer, bytes) => koffi.view(pointer, bytes),
    sizeOf: (struct) => STRUCTS[struct].bytes,
    decodeNameIndex(list) {
      const entries: { index: number; name: string }[] = [];
      for (let at = 0; ; at += STRUCTS.if_nameindex.bytes) {
        const entry = koffi.decode(list, at, "if_nameindex") as { index: number; name: string };
        if (entry.index === 0) return entries;
        entries.push(entry);
      }
    },
    takeMessages: () =>
      messages
        .splice(0)
        .join("")
        .split("\n")
        .map((m) => m.replace(/^libbpf: /, "").trim())
        .filter((m) => m !== ""),
  };
}

/** (void *)-1 of a 64-bit system (sys/mman.h). */
const MAP_FAILED = 0xffff_ffff_ffff_ffffn;

/** enum libbpf_print_level: warnings are 0, information is 1, and 2 is for libbpf's own developers. */
const LIBBPF_INFO = 1;

function requireKoffi(): Koffi {
  try {
    return createRequire(import.meta.url)("koffi") as Koffi;
  } catch (error) {
    return fail("XG507", { library: "koffi", reason: (error as Error).message });
  }
}

function declare<F>(koffi: Koffi, library: string, signatures: Record<keyof F, string>): F {
  try {
    const handle = koffi.load(library);
    const functions = Object.entries<string>(signatures).map(([name, c]) => [name, handle.func(c)]);
    return Object.fromEntries(functions) as F;
  } catch (error) {
    return fail("XG507", { library, reason: (error as Error).message });
  }
}
