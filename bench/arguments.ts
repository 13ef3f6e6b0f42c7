import { parseArgs } from "node:util";

export const USAGE = `What a packet costs: xdpgen against floors, BPF maps, xdp-filter, nftables and ipset, in one run. Needs root, and the packages
of scripts/setup.sh bench.

  npm run bench -- [options]

  --quick          the short form, about three minutes in place of about twenty; writes no documents
  --only PATTERN   cases whose names have this regular expression: ipv4-exact-1000, cidr, rules; writes no documents
  --json FILE      write the rows there as well
  --render         make docs/benchmarks.md and its charts again from docs/benchmarks.json; measures nothing
  --check OLD NEW  say what got worse beyond the noise between two files of --json; 1 when something did
  --help           this text

The full run writes docs/benchmarks.json, docs/benchmarks.md and docs/benchmarks-*.svg.
Exit code: 0, 1 a candidate failed or got worse, 2 wrong arguments, 4 no privilege.`;

/** What the command line asks for. */
export type Wish =
  | { readonly kind: "help" | "render" }
  | { readonly kind: "wrong"; readonly message: string }
  | { readonly kind: "check"; readonly before: string; readonly after: string }
  | {
      readonly kind: "run";
      readonly quick: boolean;
      readonly only: RegExp | undefined;
      readonly json: string | undefined;
    };

const OPTIONS = {
  quick: { type: "boolean", default: false },
  only: { type: "string" },
  json: { type: "string" },
  render: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Reads the command line; whatever is wrong with it is told and not thrown. */
export function readArguments(args: readonly string[]): Wish {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help) return { kind: "help" };
    if (values.check) {
      const [before, after, ...more] = positionals;
      if (before === undefined || after === undefined || more.length > 0)
        return { kind: "wrong", message: "--check takes two files" };
      return { kind: "check", before, after };
    }
    if (positionals.length > 0) return { kind: "wrong", message: `what is ${positionals[0]}?` };
    if (values.render) return { kind: "render" };
    const only = values.only === undefined ? undefined : new RegExp(values.only);
    return { kind: "run", quick: values.quick, only, json: values.json };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: "wrong", message: error.message };
  }
}
