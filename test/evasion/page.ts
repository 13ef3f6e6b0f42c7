import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { Reception } from "./ask-host.js";
import { nftablesText } from "./ask-nftables.js";
import { DIFFERENCES } from "./differences.js";
import { FILTER_NAMES, FILTERS, type FilterName } from "./filters.js";
import { FRAME_GROUPS, FRAMES } from "./frames.js";
import type { FrameGroup, Meant } from "./hostile-frame.js";
import { cellsOf, judgementOf, type Cell } from "./judgement.js";
import type { Matrix } from "./matrix.js";
import type { Outcome } from "./outcome.js";
import { RULESETS, type Ruleset } from "./rulesets.js";

/** Where the page is kept. */
export const PAGE = join(import.meta.dirname, "../../docs/evasion.md");

/** docs/evasion.md as it is for what was measured. */
export async function renderPage(matrix: Matrix): Promise<string> {
  const parts = [
    introduction(matrix),
    totals(matrix),
    frameTables(matrix),
    ...RULESETS.map((ruleset, index) => resultTable(matrix, ruleset, index)),
    differences(),
    AGAIN,
  ];
  const options = await resolveConfig(PAGE);
  return format(parts.join("\n\n"), { ...options, parser: "markdown" });
}

/** The line that names what the page was made with. */
export const versionsLine = ({ linux, xdpFilter, nftables }: Matrix["versions"]): string =>
  `Made with Linux ${linux}, xdp-filter ${xdpFilter} and nftables ${nftables}.`;

const introduction = ({ versions }: Matrix): string =>
  `<!-- Written by scripts/render-evasion.ts from what test/evasion measures. Do not edit. -->

# Evasion

What filters do with frames that are made to get past them, and with honest ones that look odd: ${FRAMES.length} frames under three
rulesets. xdpgen, [xdp-filter](https://github.com/xdp-project/xdp-tools/tree/main/xdp-filter) and
[nftables](https://wiki.nftables.org) were given the same frames on the same machine, each with the rules as its own
documentation writes them. What each ruleset means for a frame is written down by hand; everything else was measured.

${versionsLine(versions)}

- **xdpgen**: the rules file is built as \`xdpgen build\` does, and the object runs in the kernel
  (BPF_PROG_TEST_RUN). The reference interpreter is asked as well and has to agree. The second column is the same with
  \`malformed: "drop"\`.
- **xdp-filter** is loaded onto an interface with all of its features and without libxdp's dispatcher, and the program
  that it attached runs in the same way. XDP_ABORTED is a drop.
- **nftables** filters at the ingress hook of the netdev family, the first that it has, without connection tracking.
  Every frame is sent over a veth pair by a packet socket, and the rules' counters say what became of it. At the hooks
  of the inet family rules see packets after the host's own checks, without tags, and with \`ct\` in the rules also after
  reassembly; the answers there differ.
- **The host** is the receiving one without any filter, and without VLANs. It takes a frame that it hands to
  netfilter's first hook for IP or ARP, behind its checks of versions, lengths and checksums. What it refuses may still
  be taken by another receiver, or by what stands behind a bridge.

What a ruleset **means** for a frame goes by what a receiver that follows the standards makes of it: the address in the
outermost IP header, the port of the packet. Where no receiver makes a packet of it, or the frame contradicts itself,
either answer will do, and the mark is –. ✓ is what is meant. ✗ **passes** is an evasion, ✗ **drops too much** loses a
frame that the rules are not about. “Not deliverable” is what the kernel discards before the hook. What xdpgen does
follows from [semantics.md](semantics.md), frame by frame; the test holds it to that.`;

const share = (part: readonly unknown[], whole: readonly unknown[]): string =>
  `${part.length} of ${whole.length}`;

function totals(matrix: Matrix): string {
  const cellsIn = (name: FilterName, ruleset: number) =>
    cellsOf(matrix, name).filter((cell) => cell.ruleset === ruleset);
  const evasions = (cells: readonly Cell[]): string => {
    const evaded = cells.filter(({ judgement }) => judgement === "evades");
    const reach = (reception: Reception) =>
      evaded.filter(({ frame }) => matrix.host[frame] === reception).length;
    const meant = cells.filter((cell) => cell.meant === "drop");
    return `${share(evaded, meant)}${evaded.length === 0 ? "" : ` (${reach("taken")} taken, ${reach("tagged")} tagged)`}`;
  };
  const losses = (cells: readonly Cell[]): string =>
    share(
      cells.filter(({ judgement }) => judgement === "too much"),
      cells.filter((cell) => cell.meant === "pass"),
    );
  const rows = RULESETS.flatMap(({ title }, ruleset) => [
    [`${title}: evasions`, ...FILTER_NAMES.map((name) => evasions(cellsIn(name, ruleset)))],
    [`${title}: dropped too much`, ...FILTER_NAMES.map((name) => losses(cellsIn(name, ruleset)))],
  ]);
  return `## In numbers

How many of the frames that are meant to be dropped pass: of these, so many the host takes (“taken”), and so many only a
host with the VLAN would (“tagged”). And how many of those that are meant to pass are dropped.

${table(["", ...FILTER_NAMES.map((name) => FILTERS[name].title)], rows)}`;
}

const HOST = {
  taken: "takes",
  refused: "refuses",
  tagged: "has no such VLAN",
} as const satisfies Record<Reception, string>;

function frameTables({ host }: Matrix): string {
  const rowOf = (frame: FrameGroup["frames"][number]): string[] => {
    const index = FRAMES.indexOf(frame);
    return [String(index + 1), frame.name, frame.gain, HOST[host[index]!]];
  };
  const tables = FRAME_GROUPS.map(
    ({ title, frames }) =>
      `### ${title}\n\n${table(["#", "frame", "what its sender hopes for", "the host"], frames.map(rowOf))}`,
  );
  return [
    `## The frames

Unless its name says otherwise a frame comes from 172.20.0.11 or 2001:db8::11 and is TCP to the port that the ruleset
speaks of. Checksums are right.`,
    ...tables,
  ].join("\n\n");
}

function resultTable(matrix: Matrix, ruleset: Ruleset, index: number): string {
  const outcomes = FILTER_NAMES.map((name) => FILTERS[name].outcomes(matrix.answers[index]!));
  const rows = FRAMES.map(({ name, meant }, frame) => [
    String(frame + 1),
    name,
    MEANT[meant[index]!],
    ...outcomes.map((column) => mark(meant[index]!, column[frame]!)),
  ]);
  const heads = ["#", "frame", "meant", ...FILTER_NAMES.map((name) => FILTERS[name].title)];
  return `## ${ruleset.title}\n\n${ruleset.intent}\n\n${rulesOf(ruleset)}\n\n${table(heads, rows)}`;
}

function rulesOf({ rules, xdpFilter: [load = [], ...others], nftables }: Ruleset): string {
  const file = readFileSync(join(import.meta.dirname, "rules", `${rules}.ts`), "utf8");
  const commands = [[...load, "veth1"], ...others].map((words) => `xdp-filter ${words.join(" ")}`);
  return [
    `\`\`\`ts\n${file}\`\`\``,
    `\`\`\`sh\n${commands.join("\n")}\n\`\`\``,
    `\`\`\`nft\n${nftablesText(nftables, "veth1")}\`\`\``,
  ].join("\n\n");
}

const MEANT = { drop: "drop", pass: "pass", either: "either" } as const satisfies Record<Meant, string>;

function mark(meant: Meant, outcome: Outcome): string {
  if (outcome === "lost") return "– not deliverable";
  const does = outcome === "drop" ? "drops" : "passes";
  switch (judgementOf(meant, outcome)) {
    case "right":
      return `✓ ${does}`;
    case "evades":
      return "✗ **passes**";
    case "too much":
      return "✗ **drops too much**";
    case "open":
      return `– ${does}`;
  }
}

function differences(): string {
  const numbers = (names: readonly string[]): string =>
    names.map((name) => FRAMES.findIndex((frame) => frame.name === name) + 1).join(", ");
  const sections = FILTER_NAMES.filter((name) => name !== "strict").map((name) => {
    const items = DIFFERENCES.filter(({ filters }) => filters.includes(name)).map(
      ({ frames, why }) => `- Frame${frames.length === 1 ? "" : "s"} ${numbers(frames)}. ${why}`,
    );
    return `### ${FILTERS[name].title}\n\n${items.join("\n")}`;
  });
  return ["## Why", ...sections].join("\n\n");
}

const AGAIN = `## Again

\`npm run render:evasion\` measures and writes this page, as root, with the packages xdp-tools and nftables;
\`npm test -- conformance\` measures and compares. With other versions than those above only xdpgen's columns are
compared. The frames are in \`test/evasion/frames\`, the rules in \`test/evasion/rules\`.`;

/** A table; prettier sets its columns. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
