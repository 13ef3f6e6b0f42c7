/** How the guest answers its host: JSON on lines of the console, to which the kernel and Node.js write as well. */
export type GuestLine =
  | ({ readonly kind: "booted" } & BootResult)
  | ({ readonly kind: "ran"; readonly title: string } & CaseResult)
  /** A case that came to no result, or the guest itself. */
  | { readonly kind: "failed"; readonly title: string; readonly message: string }
  | ({ readonly kind: "attached" } & AttachResult)
  | { readonly kind: "finished" };

/** What xdpgen finds in the guest. */
export interface BootResult {
  readonly release: string;
  readonly recentEnough: boolean;
  readonly kernelTypes: boolean;
  readonly jit: string | null;
}

/** What a program did to its frames. */
export interface CaseResult {
  readonly frames: number;
  /** How many actions were others than expected, and the first of them: the frame's index, the program's action. */
  readonly wrong: number;
  readonly firstWrong: readonly { readonly frame: number; readonly action: number }[];
  /** Packets by the program's counters, for each rule and for the policy. */
  readonly counts: Counts;
}

/** Packets that each rule decided, in the order of the rules, and the policy. */
export interface Counts {
  readonly rules: readonly number[];
  readonly policy: number;
}

/** What was found on an interface after each step. */
export interface AttachResult {
  readonly attached: readonly Seen[];
  readonly replaced: readonly Seen[];
  /** The code of the refusal when a program is to be replaced that runs there no longer. */
  readonly stale: string | null;
  /** The code of the diagnostic when another mode is asked for than the one in use. */
  readonly otherMode: string | null;
  readonly detached: readonly Seen[];
}

/** A program on an interface. */
export interface Seen {
  /** What its manifest says. */
  readonly name: string | null;
  readonly mode: string;
  readonly packets: number;
}

/** A case as the host hands it to the guest. Its folder has the object and the frames. */
export interface GuestCase {
  readonly title: string;
  readonly folder: string;
}

/** What the host puts into every guest. */
export interface GuestPlan {
  readonly cases: readonly GuestCase[];
  /** Titles of the cases whose programs are attached, the second one in place of the first. */
  readonly attach: readonly [string, string];
}

/** Where the guest finds its plan, and in a case's folder the rest. */
export const PLAN_FILE = "/cases/plan.json";
export const OBJECT_FILE = "xdp.o";
export const FRAMES_FILE = "frames";

/** What the step is called that attaches programs, when it fails. */
export const ATTACHING = "attaching";

/** How many frames the first attached program is given, for its counters to be read through the interface. */
export const COUNTED_FRAMES = 7;

/** Where the guest finds the driver of virtual Ethernet pairs for its kernel, such as 6.1. */
export const vethModule = (version: string): string => `/modules/${version}/veth.ko`;

const MARK = "xdpgen-guest ";

/** A line for the console. */
export function format(line: GuestLine): string {
  return `${MARK}${JSON.stringify(line)}`;
}

/** The guest's line in a line of the console; undefined when somebody else wrote it, or wrote into it. */
export function parse(text: string): GuestLine | undefined {
  const at = text.indexOf(MARK);
  if (at < 0) return undefined;
  try {
    return JSON.parse(text.slice(at + MARK.length)) as GuestLine;
  } catch {
    return undefined;
  }
}
