import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fail } from "../diagnostics/index.js";
import { CONFIG_SECTION, COUNTERS_MAP, MANIFEST_VERSION, type Manifest } from "../manifest/index.js";
import { failForPrivilege, missingCapabilities } from "./capabilities.js";
import { configBytes } from "./config.js";
import { readElf } from "../util/elf.js";
import { readManifest } from "./manifest-reader.js";
import { check, errnoName } from "./sys/errno.js";
import { native, type Native, type Pointer } from "./sys/libbpf.js";
import { keepVerifierLog, readVerifierLog } from "./verifier-log.js";

/** An object that xdpgen built, read from its file. */
export interface XdpObject {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
}

/** A program in the kernel. It stays there while this is open, and longer while it is attached. */
export interface LoadedProgram {
  readonly manifest: Manifest;
  readonly fd: number;
  /** File descriptors of its maps, by the names they have in the object. */
  readonly maps: ReadonlyMap<string, number>;
  close(): void;
}

/**
 * Reads an object and its manifest; the kernel is not asked.
 * Fails with XG501 (no such file), XG502 (not ours), XG503 (damaged) and XG504 (another version's manifest).
 */
export function readObject(file: string): XdpObject {
  const bytes = readBytes(file);
  const elf = readElf(bytes);
  if (elf.kind === "foreign") fail("XG502", { path: file, reason: elf.reason });
  if (elf.kind === "damaged") fail("XG503", { path: file, reason: elf.reason });
  const rodata = elf.sections.get(".rodata");
  const lookup = rodata === undefined ? ({ kind: "none" } as const) : readManifest(rodata);
  switch (lookup.kind) {
    case "found":
      return { path: file, bytes, manifest: lookup.manifest };
    case "none":
      return fail("XG502", { path: file, reason: "it carries no manifest" });
    case "damaged":
      return fail("XG503", { path: file, reason: lookup.reason });
    case "other-version":
      return fail("XG504", { what: file, found: lookup.version, known: MANIFEST_VERSION });
  }
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR")
      return fail("XG501", { path: file, name: path.basename(path.dirname(path.resolve(file))) });
    return fail("XG502", { path: file, reason: `it cannot be read (${code})` });
  }
}

/** The longest log that every kernel takes: UINT_MAX >> 8. The pages that stay empty cost nothing. */
const LOG_BYTES = 0xff_ffff;

/** enum bpf_prog_type (linux/bpf.h). */
const PROG_TYPE_XDP = 6;

export interface LoadOptions {
  /**
   * The counters become one array for all processors, which can be mapped into a process's memory: for a program that
   * one process alone runs.
   */
  readonly mappableCounters?: boolean;
  /** It counts what it decides, and everything passes. */
  readonly monitor?: boolean;
  /** Time and chance are what the section for trials says. */
  readonly trial?: boolean;
  /** Descriptors of maps that are there already, to be used instead of new ones, by their names in the object. */
  readonly reuse?: ReadonlyMap<string, number>;
}

/**
 * Loads an object into the kernel. Nothing is attached.
 * Fails with XG502 and XG503 (libbpf cannot make sense of it), XG505 (the verifier refuses), XG506 (the kernel lacks
 * something), XG507, XG508 (no libbpf, no Linux) and XG603 (no privilege).
 */
export function loadObject(object: XdpObject, options: LoadOptions = {}): LoadedProgram {
  const libbpf = native();
  const log = Buffer.alloc(LOG_BYTES);
  libbpf.takeMessages();
  const handle = libbpf.bpf_object__open_mem(object.bytes, object.bytes.length, {
    sz: libbpf.sizeOf("bpf_object_open_opts"),
    object_name: object.manifest.name,
    relaxed_maps: false,
    pin_root_path: null,
    _attach_prog_fd: 0,
    kconfig: null,
    btf_custom_path: null,
    kernel_log_buf: log,
    kernel_log_size: log.length,
    kernel_log_level: 0, // libbpf tries again with 1 when the kernel refuses
  });
  if (handle === null) {
    const reason = libbpf.takeMessages().at(-1) ?? errnoName(libbpf.errno());
    return fail("XG503", { path: object.path, reason });
  }
  const close = (): void => libbpf.bpf_object__close(handle);
  try {
    prepareMaps(libbpf, mapsOf(libbpf, handle), options);
    const result = libbpf.bpf_object__load(handle);
    if (result < 0) refused(object, -result, log, libbpf.takeMessages());
    return {
      manifest: object.manifest,
      fd: programFd(libbpf, handle, object),
      maps: new Map([...mapsOf(libbpf, handle)].map(([name, map]) => [name, libbpf.bpf_map__fd(map)])),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function programFd(libbpf: Native, handle: Pointer, object: XdpObject): number {
  const program = libbpf.bpf_object__next_program(handle, null);
  if (program === null || libbpf.bpf_program__type(program) !== PROG_TYPE_XDP)
    return fail("XG502", { path: object.path, reason: "it holds no XDP program" });
  return libbpf.bpf_program__fd(program);
}

function mapsOf(libbpf: Native, handle: Pointer): ReadonlyMap<string, Pointer> {
  const maps = new Map<string, Pointer>();
  for (
    let map = libbpf.bpf_object__next_map(handle, null);
    map !== null;
    map = libbpf.bpf_object__next_map(handle, map)
  )
    maps.set(libbpf.bpf_map__name(map), map);
  return maps;
}

/** enum bpf_map_type and the flags of BPF_MAP_CREATE (linux/bpf.h). */
const MAP_TYPE_ARRAY = 2;
const F_MMAPABLE = 0x400;

/** Says what the maps of an object are to be, before they are made. */
function prepareMaps(
  libbpf: Native,
  maps: ReadonlyMap<string, Pointer>,
  { mappableCounters = false, monitor = false, trial = false, reuse = new Map() }: LoadOptions,
): void {
  const [counters, config] = [maps.get(COUNTERS_MAP), maps.get(CONFIG_SECTION)];
  if (mappableCounters && counters !== undefined) {
    check("bpf_map__set_type", libbpf.bpf_map__set_type(counters, MAP_TYPE_ARRAY));
    check("bpf_map__set_map_flags", libbpf.bpf_map__set_map_flags(counters, F_MMAPABLE));
  }
  if (config !== undefined) {
    const bytes = configBytes({ monitor, trial });
    check("bpf_map__set_initial_value", libbpf.bpf_map__set_initial_value(config, bytes, bytes.length));
  }
  for (const [name, fd] of reuse) {
    const map = maps.get(name);
    if (map !== undefined) check("bpf_map__reuse_fd", libbpf.bpf_map__reuse_fd(map, fd));
  }
}

/** Says why the kernel refused to load an object. */
function refused(object: XdpObject, errno: number, logBytes: Buffer, messages: readonly string[]): never {
  const code = errnoName(errno);
  // Without CAP_PERFMON it is the verifier that refuses, for what it allows with it.
  if (code === "EPERM" || missingCapabilities("loading a program").length > 0)
    failForPrivilege("loading a program");
  const log = logBytes.toString("utf8", 0, logBytes.indexOf(0));
  if (log.trim() === "") {
    const said = messages.find((message) => /fail|error|unsupported|invalid/i.test(message));
    fail("XG506", { release: os.release(), reason: `${said ?? "it gives no reason"} (${code})` });
  }
  const { message, rule } = readVerifierLog(log, object.manifest);
  return fail(
    "XG505",
    {
      rule: rule === undefined ? "" : ` at rule "${rule.name}"`,
      message,
      log: keepVerifierLog(log, object.path),
    },
    { span: rule?.at },
  );
}
