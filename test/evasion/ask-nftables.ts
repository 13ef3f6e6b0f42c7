import { setTimeout as sleep } from "node:timers/promises";
import { ethernet, frame, raw } from "../../src/testing/frames.js";
import type { Sandbox } from "../support/namespaces.js";
import { openRawSocket } from "../support/raw-socket.js";
import type { Answer } from "./hostile-frame.js";
import type { Outcome } from "./outcome.js";
import type { Ruleset } from "./rulesets.js";
import { MARKER_MS } from "./stage.js";

/** The ruleset as `nft -f` reads it. The last rule counts what no other has decided, and leaves that to the policy. */
export function nftablesText({ policy, rules }: Ruleset["nftables"], ifname: string): string {
  return `table netdev filter {
  chain ingress {
    type filter hook ingress device "${ifname}" priority 0; policy ${policy};
    ${[...rules, "counter"].join("\n    ")}
  }
}
`;
}

/**
 * Sent behind every frame: when it has been counted, so has the frame, unless that never reached the hook. It is of an
 * experimental ether type, about which there is no rule, and longer than any frame of the matrix.
 */
const MARKER_BYTES = 1000;
const MARKER = frame(ethernet(), raw(new Uint8Array(MARKER_BYTES)));

/** Gives nftables a ruleset at the ingress hook of the receiving interface, and sends it every frame. */
export async function askNftables(
  { nftables }: Ruleset,
  frames: readonly Uint8Array[],
  stage: Sandbox,
): Promise<Outcome[]> {
  const { left, right } = stage;
  const nft = (...args: string[]) => stage.run(right, "nft", ...args);
  nft(nftablesText(nftables, right.ifname));
  const socket = openRawSocket(left.netns, left.ifname);
  try {
    const outcomes: Outcome[] = [];
    let before = readChain(nft);
    for (const bytes of frames) {
      socket.send(bytes);
      socket.send(MARKER);
      const after = await afterMarker(nft, before);
      outcomes.push(decision(before, after));
      before = after;
    }
    return outcomes;
  } finally {
    socket.close();
    nft("flush", "ruleset");
  }
}

/** What the chain's rules have decided so far, by their counters; the last rule is where the marker ends. */
type Chain = readonly {
  readonly answer: Answer;
  readonly packets: number;
  /** Without Ethernet headers: the hook is behind them. */
  readonly bytes: number;
}[];

/** What is used of `nft -j list`. */
interface Listing {
  readonly nftables: readonly {
    readonly chain?: { readonly policy: string };
    readonly rule?: {
      readonly expr: readonly {
        readonly counter?: { readonly packets: number; readonly bytes: number };
        readonly drop?: null;
        readonly accept?: null;
      }[];
    };
  }[];
}

function readChain(nft: (...args: string[]) => string): Chain {
  const { nftables } = JSON.parse(nft("-j", "list", "table", "netdev", "filter")) as Listing;
  const policy = nftables.find(({ chain }) => chain !== undefined)!.chain!.policy;
  return nftables.flatMap(({ rule }) => {
    if (rule === undefined) return [];
    const drops = rule.expr.some(({ drop }) => drop !== undefined);
    const accepts = rule.expr.some(({ accept }) => accept !== undefined);
    const answer = drops || (!accepts && policy === "drop") ? "drop" : "pass";
    const { packets, bytes } = rule.expr.find(({ counter }) => counter !== undefined)!.counter!;
    return { answer, packets, bytes };
  });
}

async function afterMarker(nft: (...args: string[]) => string, before: Chain): Promise<Chain> {
  for (const end = performance.now() + MARKER_MS; performance.now() < end; await sleep(1)) {
    const after = readChain(nft);
    if (after.at(-1)!.bytes < before.at(-1)!.bytes + MARKER_BYTES) continue;
    // The rules are read one after the other: the frame may have been counted behind the reader's back.
    return decision(before, after) === "lost" ? readChain(nft) : after;
  }
  throw new Error("a marker did not arrive");
}

function decision(before: Chain, after: Chain): Outcome {
  const decided = after.flatMap(({ answer, packets }, index) => {
    const marker = index === after.length - 1 ? 1 : 0;
    return Array<Answer>(packets - before[index]!.packets - marker).fill(answer);
  });
  if (decided.length > 1) throw new Error("a frame arrived that nobody sent");
  return decided[0] ?? "lost";
}
