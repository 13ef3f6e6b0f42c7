import type { Constant } from "../../plan.js";
import type { Table } from "../../table.js";
import type { ValueMap } from "../value-map.js";

/** What a way to look a value up would cost. Times are what it adds to a packet on the machine of docs/benchmarks.md. */
export interface Estimate {
  /** Bytes of all tables. */
  readonly memory: number;
  /** Nanoseconds for a value that lies in an interval, and for one that lies in none. */
  readonly hit: number;
  readonly miss: number;
  /** About how many BPF instructions its function has. */
  readonly instructions: number;
}

/** What a strategy made of a map: the tables, and the numbers that its partial places. */
export interface BuiltLookup {
  readonly tables: readonly Table[];
  readonly constants: Readonly<Record<string, Constant>>;
}

/**
 * One way to look up a value of a field. `templates/partials/strategies/<name>.c.hbs` is its C: one function
 * `static __always_inline __u32 {{name}}(__u64 value)`, for fields of more than 64 bits
 * `static __always_inline __u32 {{name}}(const struct u128 *value)`, that returns the label of the value. The partial sees `name`,
 * and the constants, but no name of them inside of an `{{#each}}`; the tables are called `{{name}}_<what>`, see `Table`.
 */
export interface Strategy<Name extends string = string> {
  readonly name: Name;
  /** A few words for people: "perfect hash". */
  readonly title: string;
  /** What it would cost for a map of at least one interval; undefined when it cannot do this map. Cheap: it does not build. */
  readonly estimate: (map: ValueMap) => Estimate | undefined;
  /** Only for maps of which there is an estimate. `name` is the lookup's; the same map gives the same bytes. */
  readonly build: (map: ValueMap, name: string) => BuiltLookup;
}
