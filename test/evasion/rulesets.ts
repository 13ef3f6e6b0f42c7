/** One ruleset as each filter is given it. */
export interface Ruleset {
  readonly title: string;
  /** What it is for, as a sentence. */
  readonly intent: string;
  /** The port that it speaks of, or that the frames go to. */
  readonly port: number;
  /** The rules file in rules/, without its ending; that with `-strict` behind it also drops what is malformed. */
  readonly rules: string;
  /** Arguments of xdp-filter, command by command; `load` comes first and is given the interface. */
  readonly xdpFilter: readonly (readonly string[])[];
  readonly nftables: { readonly policy: "accept" | "drop"; readonly rules: readonly string[] };
}

/** What the matrix is made of: `ForEachRuleset` has their order. */
export const RULESETS = [
  {
    title: "Drop one address",
    intent: "Everything from 172.20.0.11 and 2001:db8::11 is dropped, the rest passes.",
    port: 22,
    rules: "one-address",
    xdpFilter: [
      ["load", "--policy", "allow"],
      ["ip", "172.20.0.11", "--mode", "src"],
      ["ip", "2001:db8::11", "--mode", "src"],
    ],
    nftables: {
      policy: "accept",
      rules: ["ip saddr 172.20.0.11 counter drop", "ip6 saddr 2001:db8::11 counter drop"],
    },
  },
  {
    title: "Drop one port",
    intent: "TCP to port 22 is dropped, the rest passes.",
    port: 22,
    rules: "one-port",
    xdpFilter: [
      ["load", "--policy", "allow"],
      ["port", "22", "--mode", "dst", "--proto", "tcp"],
    ],
    nftables: { policy: "accept", rules: ["tcp dport 22 counter drop"] },
  },
  {
    title: "Default deny",
    intent: "TCP to port 443 passes, the rest is dropped.",
    port: 443,
    rules: "default-deny",
    xdpFilter: [
      ["load", "--policy", "deny"],
      ["port", "443", "--mode", "dst", "--proto", "tcp"],
    ],
    nftables: { policy: "drop", rules: ["tcp dport 443 counter accept"] },
  },
] as const satisfies readonly Ruleset[];
