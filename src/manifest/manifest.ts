import type { Span } from "../diagnostics/index.js";
import type { ActionName, LiveSetType } from "../packet/index.js";

/** The version of the manifest's form. A loader refuses what it does not know. */
export const MANIFEST_VERSION = 2;

/** The text every manifest starts with; it is found by it in a program's `.rodata`. */
export const MANIFEST_MAGIC = `{"xdpgen":${MANIFEST_VERSION},`;

/** The C variable that holds the manifest: bpftool shows variables with this prefix as metadata. */
export const MANIFEST_SYMBOL = "bpf_metadata_xdpgen";

/** The per-CPU array of counters: key `__u32` slot, value `struct { __u64 packets, bytes; }` in native byte order. */
export const COUNTERS_MAP = "xdpgen_counters";

/** The size of that value, for one CPU: struct counter of templates/include/xdpgen/counters.h. */
export const COUNTER_BYTES = 16;

/** The name of the XDP program in every object: section `xdp`. */
export const PROGRAM_NAME = "xdpgen";

/** A rule as the loader sees it. */
export interface ManifestRule {
  readonly name: string;
  readonly action: ActionName;
  /** "monitor": it counts what it would have decided; "sample": it shows packets; null: it decides. */
  readonly statement: "monitor" | "sample" | null;
  /** Where the rule stands in the user's source; `endLine` and `endColumn` are left out. */
  readonly at: Pick<Span, "file" | "line" | "column">;
  /** Its index in the counters map; null when the optimiser found that it never decides and left it out. */
  readonly slot: number | null;
  /** A hash of what the rule says, without its name and place; left out of programs with very many rules. */
  readonly content?: string;
}

/** A live set as the loader sees it; the form of its map is live-set-layout.ts. */
export interface ManifestSet {
  readonly name: string;
  readonly type: LiveSetType;
  readonly capacity: number;
  /** How long an element stays that is added without a time, in milliseconds; null for ever. */
  readonly timeout: number | null;
  /** The name of its map in the object: `set_bans` (map-names.ts). */
  readonly map: string;
  /** How many elements there are from the start, in the section `.xdpgen.<map>` of the object. */
  readonly elements: number;
}

/** A limiter as the loader sees it: its buckets survive a replacement when all of this is equal. */
export interface ManifestLimiter {
  /** The rule that it belongs to. */
  readonly rule: string;
  /** The name of its map in the object: `limit_1f00c0ffe` (map-names.ts). */
  readonly map: string;
  /** Packets or bytes a second, and how many may come at once. */
  readonly rate: number;
  readonly unit: "packets" | "bytes";
  readonly burst: number;
  /** `["ipv4Src/24"]`; none for one bucket for all packets. */
  readonly per: readonly string[];
  /** How many keys it can follow at a time. */
  readonly keys: number;
}

/** What the compiler tells the loader: the only thing that the two share besides the object itself. */
export interface Manifest {
  /** MANIFEST_VERSION; the first member, so that the text starts with MANIFEST_MAGIC. */
  readonly xdpgen: number;
  /** The program's name: the rules file's, or `--name`. */
  readonly name: string;
  /** The version of the xdpgen that built it. */
  readonly version: string;
  /** The rules file, relative to its project, and the SHA-256 of all source files in hexadecimal. */
  readonly source: { readonly file: string; readonly sha256: string };
  /** What happens when no rule matched, and the slot that counts it. */
  readonly policy: { readonly action: ActionName; readonly slot: number };
  readonly rules: readonly ManifestRule[];
  readonly sets: readonly ManifestSet[];
  readonly limiters: readonly ManifestLimiter[];
}
