import { packageVersion } from "../../util/package-version.js";
import { plan } from "../../codegen/5-plan/index.js";
import { emit } from "../../codegen/6-emit/index.js";
import { compile } from "../../codegen/7-compile/index.js";
import type { XdpObject, XdpSource } from "../../codegen/source.js";
import type { Span } from "../../diagnostics/index.js";
import type { Program } from "../../ir/index.js";

/*
 * A small program that goes the way of every other from the fifth phase on, so that what works for it works for real
 * rules. The phases before need the TypeScript compiler, which says nothing about a machine and takes time to load.
 */

const NOWHERE: Span = { file: "doctor.ts", line: 1, column: 1 };

/** `drop().ipv4()` */
const PROGRAM: Program = {
  rules: [
    {
      id: 0,
      name: "probe",
      action: "drop",
      matches: [{ kind: "protocol", protocol: "ipv4", span: NOWHERE }],
      predicates: [],
      live: [],
      span: NOWHERE,
    },
  ],
  policy: "pass",
  sets: [],
};

function probeSource(): XdpSource {
  const source = { file: NOWHERE.file, sha256: "0".repeat(64) };
  return emit(plan(PROGRAM), PROGRAM, { name: "doctor", version: packageVersion(), source });
}

/** Compiles the program. Fails like the seventh phase: XG401 to XG404, XG407. */
export function buildProbe(): Promise<XdpObject> {
  return compile(probeSource(), []);
}

/** Compiles a piece of C that is no program, the way programs are compiled. Fails like `buildProbe`. */
export async function compileFragment(text: string): Promise<void> {
  const { manifest } = probeSource();
  await compile({ text, manifest, tables: [] }, []);
}
