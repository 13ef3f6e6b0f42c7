import type { Finding } from "./finding.js";

/** What a check is about; the report has a heading for each. */
export type Group = "building" | "privileges" | "loading" | "interface";

/** Every check, by the name that it has in the report. */
export type CheckName =
  | "node"
  | "clang"
  | "bpf target"
  | "headers"
  | "compile"
  | "CAP_BPF"
  | "CAP_PERFMON"
  | "CAP_NET_ADMIN"
  | "CAP_SYS_ADMIN"
  | "kernel"
  | "libbpf"
  | "verifier"
  | "jit"
  | "btf"
  | "bpffs"
  | "interface"
  | "link"
  | "native mode"
  | "mtu"
  | "program";

/** One check: a row of a table. */
export interface Check {
  readonly name: CheckName;
  readonly group: Group;
  /** Whether it looks at something that only Linux has. */
  readonly linuxOnly: boolean;
  /** Checks before this one without whose success it would only repeat their problem. */
  readonly needs: readonly CheckName[];
  /** Looks; a DiagnosticError that it throws is a problem. Changes nothing on the machine. */
  readonly examine: () => Finding | Promise<Finding>;
}
