import type { Span } from "../diagnostics/index.js";
import type { ActionName } from "../packet/index.js";

/** The version of the manifest's form. A loader refuses what it does not know. */
export const MANIFEST_VERSION = 1;

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
  /** Where the rule stands in the user's source; `endLine` and `endColumn` are left out. */
  readonly at: Pick<Span, "file" | "line" | "column">;
  /** Its index in the counters map; null when the optimiser found that it never decides and left it out. */
  readonly slot: number | null;
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
}
