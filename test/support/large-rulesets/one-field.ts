import { formatIpv4, ipv4Prefixes, unicast } from "../../../bench/ipv4-lists.js";
import { ipv6Prefixes } from "../../../bench/ipv6-lists.js";
import type { Random } from "../../../src/bench/random.js";
import { aimed4, aimed6, toIpv4, toIpv6 } from "./lists.js";
import { formatIpv6 } from "./packets.js";
import { createPrefixSearch, type Prefix } from "./prefix-search.js";
import type { LargeRuleset } from "./ruleset.js";

const TEXT = `import { drop, pass } from "xdpgen";
import rows from "./one-field.json" with { type: "json" };

export default rows.map(({ field, network }, i) => {
  const rule = (i % 3 === 0 ? pass : drop)(\`one-\${i}\`);
  if (field === "src") return rule.ipv4Src(network);
  return field === "dst" ? rule.ipv4Dst(network) : rule.ipv6Src(network);
});
`;

const FIELDS = ["src", "src", "src", "dst", "src6"] as const;

/** `count` rules about one address each: of ten six look at the source, two at the destination and two at IPv6's source. */
export function oneField(count: number, random: Random): LargeRuleset {
  const [narrow, wide] = [ipv4Prefixes(count, random), ipv6Prefixes(count, random)];
  const rows = Array.from({ length: count }, (_, place) => {
    const field = FIELDS[place % FIELDS.length]!;
    const prefix: Prefix =
      field === "src6"
        ? wide[place]!
        : { start: BigInt(narrow.starts[place]!), length: narrow.lengths[place]! };
    return { field, place, ...prefix };
  });
  const of = (wanted: (typeof FIELDS)[number]) => rows.filter(({ field }) => field === wanted);
  const searches = {
    src: createPrefixSearch(32, of("src")),
    dst: createPrefixSearch(32, of("dst")),
    src6: createPrefixSearch(128, of("src6")),
  };
  const data = rows.map(({ field, start, length }) => ({
    field,
    network: `${field === "src6" ? formatIpv6(start) : formatIpv4(Number(start))}/${length}`,
  }));
  return {
    name: "one-field",
    files: { "rules/one-field.ts": TEXT, "rules/one-field.json": JSON.stringify(data) },
    rules: count,
    first(packet) {
      const places =
        packet.family === 6
          ? [searches.src6(packet.src)]
          : [searches.src(BigInt(packet.src)), searches.dst(BigInt(packet.dst))];
      const least = Math.min(...places.map((place) => place ?? Infinity));
      return least === Infinity ? null : least;
    },
    draw(r) {
      const { field, start, length } = rows[r.below(count)]!;
      if (field === "src6") return toIpv6(aimed6({ start, length }, r), r);
      const aimed = aimed4(Number(start), length, r);
      const packet = toIpv4(field === "src" ? aimed : unicast(r), r);
      return field === "src" || packet.family === 6 ? packet : { ...packet, dst: aimed };
    },
  };
}
