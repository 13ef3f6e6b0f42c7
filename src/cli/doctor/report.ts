import type { Colors } from "picocolors/types.js";
import type { Group } from "./check.js";
import type { Examined } from "./examine.js";
import type { Finding } from "./finding.js";

/** Whether building and attaching would work, as far as was checked. */
export function isReady(examined: readonly Examined[]): boolean {
  return examined.every(({ finding }) => finding.state !== "problem");
}

/** The report as `--json` has it. */
export function reportJson(examined: readonly Examined[]): object {
  return {
    ready: isReady(examined),
    checks: examined.map(({ check: { name, group }, finding }) => ({
      name,
      group,
      state: finding.state,
      says: finding.says,
      remedy: "remedy" in finding ? finding.remedy : null,
    })),
  };
}

const HEADINGS = {
  building: "building",
  privileges: "privileges of this process",
  loading: "the kernel",
  interface: "the interface",
} as const satisfies Record<Group, string>;

/** The report in words: a line a check, under it what would help, and at the end the good news, if it is. */
export function reportText(examined: readonly Examined[], colors: Colors): string {
  const width = Math.max(...examined.map(({ check }) => check.name.length));
  const marks = {
    ok: colors.green("✓"),
    warning: colors.yellow("!"),
    problem: colors.red("✗"),
    unchecked: colors.dim("–"),
  } as const satisfies Record<Finding["state"], string>;
  const lines: string[] = [];
  let group: Group | undefined;
  for (const { check, finding } of examined) {
    if (check.group !== group)
      lines.push(...(group === undefined ? [] : [""]), colors.bold(HEADINGS[check.group]));
    group = check.group;
    const says = finding.state === "unchecked" ? colors.dim(finding.says) : finding.says;
    lines.push(`  ${marks[finding.state]} ${check.name.padEnd(width)}  ${says}`);
    if ("remedy" in finding && finding.remedy !== "")
      lines.push(`    ${"".padEnd(width)}  ${colors.green("help:")} ${finding.remedy}`);
  }
  return [...lines, "", ...(isReady(examined) ? ["building and attaching work here"] : [])].join("\n");
}
