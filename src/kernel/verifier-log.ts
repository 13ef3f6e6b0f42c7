import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Manifest, ManifestRule } from "../manifest/index.js";

/** What the verifier complained about. */
export interface VerifierComplaint {
  /** Its own words. */
  readonly message: string;
  /** The rule whose code it complained about, when the log says so (Linux 6.7 and newer name files and lines). */
  readonly rule: ManifestRule | undefined;
}

/** `; return tcp->dport == 22; @ block-a.ts:8`: the source line of the instructions that follow, its file without folders. */
const ANNOTATION = /^; .* @ ([^\s@]+):(\d+)$/;

/** `968: (69) r4 = *(u16 *)(r5 +4)`: an instruction that the verifier looked at. */
const INSTRUCTION = /^(\d+): \(/;

/** Lines that tell what the verifier did, not what it minds: instructions, register states, jumps, statistics. */
const NARRATION =
  /^(\d+: |processed |from |func#|Validating |caller|callee| ?frame|returning|to caller|R\d+(_w)?=|last_idx|regs=|mark_precise|parent|verification time|stack depth|-- |; |$)/;

/** Reads the complaint and the rule out of a verifier log. */
export function readVerifierLog(log: string, manifest: Manifest): VerifierComplaint {
  const annotations = new Map<number, RegExpExecArray | null>();
  let annotation: RegExpExecArray | null = null;
  let instruction = -1;
  let complaint: { message: string; instruction: number } | undefined;
  for (const line of log.split("\n")) {
    const [found, started] = [ANNOTATION.exec(line), INSTRUCTION.exec(line)];
    if (found !== null) annotation = found;
    else if (started !== null) {
      instruction = Number(started[1]);
      annotations.set(instruction, annotation);
    } else if (!NARRATION.test(line.trim())) complaint = { message: line.trim(), instruction };
  }
  // What is inlined from a header names that one: it belongs to the code that stands before it.
  let at = complaint?.instruction ?? instruction;
  while (at > 0 && (annotations.get(at)?.[1] ?? ".h").endsWith(".h")) at--;
  const [, file, line] = annotations.get(at) ?? [];
  return {
    message: complaint?.message ?? "it gave no reason",
    rule: file === undefined ? undefined : ruleAt(manifest.rules, file, Number(line)),
  };
}

/** The rule in whose lines a place lies: the last one of its file that begins at or before it. */
function ruleAt(rules: readonly ManifestRule[], basename: string, line: number): ManifestRule | undefined {
  return rules
    .filter((rule) => path.posix.basename(rule.at.file) === basename && rule.at.line <= line)
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
    .at(-1);
}

/** Keeps a log beside the object, or in the directory for temporary files when that cannot be written. Returns its path. */
export function keepVerifierLog(log: string, objectPath: string): string {
  const beside = `${objectPath.replace(/\.o$/, "")}.verifier.log`;
  try {
    writeFileSync(beside, log);
    return beside;
  } catch {
    const elsewhere = path.join(os.tmpdir(), `xdpgen-${process.pid}.verifier.log`);
    writeFileSync(elsewhere, log);
    return elsewhere;
  }
}
