import { CANDIDATES } from "../candidates/candidate.js";
import type { Results, Row } from "../row.js";
import { JUDGED_PACKETS } from "../verdicts.js";
import { CHARTS, type Chart } from "./charts.js";
import { codeBlock, table } from "./markdown.js";

/** The text of docs/benchmarks.md. Every figure in it is a result's. */
export function renderPage(results: Results): string {
  const { rows } = results;
  const cases = (mode: Row["mode"], prefix: string): string => caseTables(rows, mode, prefix);
  return [
    "# Benchmarks",
    "Written by `npm run bench` from one run, which is in [benchmarks.json](benchmarks.json); do not edit. Times are nanoseconds a packet.",
    "## In short",
    summary(rows),
    "## The machine",
    machineTable(results),
    "## How it is measured",
    METHOD,
    "## Sets of IPv4 addresses",
    image(CHARTS.exact),
    cases("wrapper", "ipv4-exact"),
    "## Sets of IPv4 prefixes",
    image(CHARTS.cidr),
    cases("wrapper", "ipv4-cidr"),
    "## Sets of IPv6 prefixes",
    image(CHARTS.ipv6),
    cases("wrapper", "ipv6-cidr"),
    "## Lists of rules",
    "`floor-parse` is here the whole five-tuple found and a packet counted, without any rule.",
    image(CHARTS.rules),
    cases("wrapper", "rules"),
    "## The whole path",
    LIVE,
    image(CHARTS.live),
    cases("live", ""),
    "## Again",
    codeBlock(
      "npm run setup -- bench   # the packages that are compared\nnpm run bench            # all of it, as root\nnpm run bench -- --quick # about three minutes",
    ),
    "`npm run bench -- --json new.json` keeps the rows, and `npm run bench -- --check old.json new.json` says what got worse beyond the noise.",
  ].join("\n\n");
}

const METHOD = `Every candidate is an XDP program that is called for one packet after the other by a **wrapper** (templates/bench/wrapper.c), inside the kernel: it
writes the next packet of a trace of 65,536 to 262,144 random ones into the frame and tail-calls the candidate. The wrapper takes the time
once a pass of the trace, so that no system call is in it; what it costs itself is in each figure, and is what \`floor-empty\` shows.

- \`floor-empty\` is \`return XDP_DROP\`. \`floor-parse\` finds the source address, compares it once, and drops. **Over the floor** is a figure less that of
  \`floor-parse\` in the same case: what the set or the rules cost.
- Candidates take turns, A to Z and then Z to A, on one CPU. **min** is the fastest pass of all, **median** that of the rounds' medians, **spread** the
  distance between their quarters. Lists and packets come from seeds: each run has the same ones.
- \`hit\`: every packet is from an address in the list; \`miss\`: none is; \`mix\`: one or the other at random, which no branch can be predicted from.
- Before a candidate is timed it is judged: on ${JUDGED_PACKETS} packets of each trace it has to drop just those that it should.
- xdpgen counts packets and bytes for each rule, as always. The others count what they count: \`bpf-hash\` and \`lpm-trie\` nothing.
- \`bpf-hash\` and \`lpm-trie\` are bench/c/bpf-hash.c and lpm-trie-4.c: the usual program around BPF_MAP_TYPE_HASH and BPF_MAP_TYPE_LPM_TRIE.
- \`xdpgen-live\` is a live set of the same elements, which is looked up while others change it, as the maps of the kernel are; its row counts like xdpgen's.
- xdp-filter takes at most 10,000 addresses. **ready** is how long it took until a candidate could see packets: for xdpgen optimiser, planner, clang and loading; for
  the others clang, loading and filling.
- Addresses are uniform over unicast IPv4. Prefixes have a routing table's lengths, 52 % of 24 bits and 20 % of 32. Rules are like a firewall's: a quarter has any source, an eighth any destination,
  prefixes of 16 to 32 bits lie in each other, 60 % name a port; nine of ten packets lie in a random rule.`;

const LIVE = `Frames are made in the kernel (BPF_F_TEST_XDP_LIVE_FRAMES), redirected into a veth pair and received in another network namespace by native XDP, or by the network stack with
GRO on; all on one CPU, so the figure is all of a packet's time, its making included. The sender takes the time once a pass of the trace. All packets are to be dropped, those of \`rules-N\` too: what
passes goes on to the network stack, which takes longer than any filter. nftables is asked at the ingress hook of the interface, or, with \`-raw\`, at prerouting before connection tracking,
as ipset is through iptables. What nftables and iptables count as dropped is compared with what was sent.`;

function image({ file, alt }: Chart): string {
  return `![${alt}](${file})`;
}

function machineTable({ machine }: Results): string {
  const { cpu, cpus, kernel, jit, mitigations, versions } = machine;
  return table(
    ["what", "which"],
    [
      ["CPU", `${cpu}, ${cpus} of them`],
      ["Linux", kernel],
      ["BPF JIT", jit],
      ...Object.entries(mitigations).map(([flaw, state]) => [flaw, state]),
      ...Object.entries(versions),
    ],
  );
}

/** xdpgen in each wrapper case: over the floor, and how many times that the others take. */
function summary(rows: readonly Row[]): string {
  const ours = rows.filter(({ candidate }) => candidate === "xdpgen");
  const peers = ["bpf-hash", "lpm-trie", "xdp-filter"] as const;
  const inWrapper = ours
    .filter(({ mode }) => mode === "wrapper")
    .map((row) => {
      const peer = (name: (typeof peers)[number]): string => {
        const found = rows.find((r) => r.case === row.case && r.mode === row.mode && r.candidate === name);
        return found === undefined
          ? ""
          : `${ns(found.overFloorNs)} (${times(found.overFloorNs, row.overFloorNs)})`;
      };
      return [`\`${row.case}\``, `**${ns(row.overFloorNs)}**`, ns(row.overFloorMedianNs), ...peers.map(peer)];
    });
  return [
    "Nanoseconds over the floor in the wrapper, of the fastest pass, and how many times xdpgen's that is. Where xdpgen is within half a nanosecond of the floor, the ratio is to half a nanosecond.",
    table(["case", "xdpgen", "median", ...peers], inWrapper),
  ].join("\n\n");
}

/** Differences below this are not resolved, so no ratio is made with less. */
const RESOLUTION_NS = 0.5;

function times(peer: number, ours: number): string {
  return `${(peer / Math.max(RESOLUTION_NS, ours)).toFixed(1)}×`;
}

const ns = (value: number): string => value.toFixed(1);

function caseTables(rows: readonly Row[], mode: Row["mode"], prefix: string): string {
  const shown = rows.filter((row) => row.mode === mode && row.case.startsWith(prefix));
  const names = [...new Set(shown.map((row) => row.case))];
  return names
    .map((name) =>
      caseTable(
        name,
        shown.filter((row) => row.case === name),
      ),
    )
    .join("\n\n");
}

function caseTable(name: string, rows: readonly Row[]): string {
  const sorted = [...rows].sort((a, b) => CANDIDATES.indexOf(a.candidate) - CANDIDATES.indexOf(b.candidate));
  const floor = rows.find(({ candidate }) => candidate === "floor-parse")!;
  const ours = rows.find(({ candidate }) => candidate === "xdpgen");
  return table(
    [`\`${name}\``, "min", "median", "spread", "over the floor", "to the floor", "xdpgen's extra ×", "ready"],
    sorted.map((row) => [
      row.candidate,
      ns(row.minNs),
      ns(row.medianNs),
      ns(row.q3Ns - row.q1Ns),
      row.candidate.startsWith("floor-") ? "" : ns(row.overFloorNs),
      `${(row.minNs / floor.minNs).toFixed(2)}×`,
      ours === undefined || row.candidate.startsWith("floor-") || row === ours
        ? ""
        : times(row.overFloorNs, ours.overFloorNs),
      `${row.readyMs.toFixed(0)} ms`,
    ]),
  );
}
