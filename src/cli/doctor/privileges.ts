import { missingCapabilities, type Capability, type Operation } from "../../kernel/capabilities.js";
import type { Check } from "./check.js";
import { ok, problem, warning, type Finding } from "./finding.js";

interface CapabilityRow {
  readonly name: Capability;
  /** An operation that the kernel refuses without it. */
  readonly operation: Operation;
  /** The end of "needed …". */
  readonly purpose: string;
  /** What it is to lack it: without the first three nothing can be attached. */
  readonly lacking: (says: string, remedy: string) => Finding;
}

const ROWS: readonly CapabilityRow[] = [
  {
    name: "CAP_BPF",
    operation: "loading a program",
    purpose: "to load programs and maps",
    lacking: problem,
  },
  {
    name: "CAP_PERFMON",
    operation: "loading a program",
    purpose: "to load: programs subtract pointers, for a frame's length",
    lacking: problem,
  },
  {
    name: "CAP_NET_ADMIN",
    operation: "attaching a program",
    purpose: "to load XDP programs, to attach and to detach",
    lacking: problem,
  },
  {
    name: "CAP_SYS_ADMIN",
    operation: "looking into a program that is attached",
    purpose: "for status and stats, to replace or detach a program, for --netns",
    lacking: warning,
  },
];

const REMEDY = "run it with sudo, or in a container with --cap-add NET_ADMIN --cap-add SYS_ADMIN";

/** The capabilities of this process; CAP_SYS_ADMIN stands for the two that were carved out of it. */
export const PRIVILEGE_CHECKS: readonly Check[] = ROWS.map(({ name, operation, purpose, lacking }) => ({
  name,
  group: "privileges",
  linuxOnly: true,
  needs: [],
  examine: () =>
    missingCapabilities(operation).includes(name)
      ? lacking(`missing; needed ${purpose}`, REMEDY)
      : ok(`there, ${purpose}`),
}));
