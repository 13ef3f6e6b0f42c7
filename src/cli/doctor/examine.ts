import { DiagnosticError } from "../../diagnostics/index.js";
import type { Check, CheckName } from "./check.js";
import { problemOf, unchecked, type Finding } from "./finding.js";

/** A check, and what it found. */
export interface Examined {
  readonly check: Check;
  readonly finding: Finding;
}

/** Makes the checks one after the other; `platform` is process.platform's. */
export async function examine(checks: readonly Check[], platform: string): Promise<readonly Examined[]> {
  const examined: Examined[] = [];
  const failed = new Set<CheckName>();
  for (const check of checks) {
    const finding = await find(check, platform, failed);
    // What was not checked cannot be built on either.
    if (finding.state === "problem" || finding.state === "unchecked") failed.add(check.name);
    examined.push({ check, finding });
  }
  return examined;
}

async function find(check: Check, platform: string, failed: ReadonlySet<CheckName>): Promise<Finding> {
  if (check.linuxOnly && platform !== "linux") return unchecked("not on this system");
  const lacks = check.needs.filter((name) => failed.has(name));
  if (lacks.length > 0) return unchecked(`not tried without ${lacks.join(", ")}`);
  try {
    return await check.examine();
  } catch (error) {
    const [first] = error instanceof DiagnosticError ? error.diagnostics : [];
    if (first === undefined) throw error;
    return problemOf(first);
  }
}
