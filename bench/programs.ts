import {
  normalise,
  type FieldMatch,
  type Match,
  type Operand,
  type Program,
  type Rule,
} from "../src/ir/index.js";
import { maxOf, type FieldName } from "../src/packet/index.js";
import { ANY_PORT, type AclPrefix, type AclRule, type PortRange } from "./acl.js";
import { intervalsOf, type Ipv4List } from "./ipv4-lists.js";
import type { Task } from "./subject.js";

/** Where all rules of the benchmark stand. */
export const SPAN = { file: "rules/bench.ts", line: 1, column: 1 };

/** The task as rules that xdpgen builds. */
export function programFor(task: Task): Program {
  const makers: { [K in Task["kind"]]: (task: Extract<Task, { kind: K }>) => readonly Rule[] } = {
    ipv4: ({ list }) => [rule(0, "drop", [match("ipv4Src", ipv4Operand(list))])],
    ipv6: ({ list }) => {
      const intervals = normalise(
        list.map(({ start, length }) => ({ first: start, last: start | maxOf(128 - length) })),
      );
      return [rule(0, "drop", [match("ipv6Src", { kind: "intervals", intervals })])];
    },
    rules: ({ rules }) => rules.map((one, id) => rule(id, one.action, matchesOf(one))),
  };
  return { policy: "pass", rules: (makers[task.kind] as (task: Task) => readonly Rule[])(task), sets: [] };
}

function rule(id: number, action: Rule["action"], matches: readonly Match[]): Rule {
  return { id, name: `rule ${id}`, action, matches, predicates: [], live: [], span: SPAN };
}

/** From how many values on a list is a set: few are written into the rule. */
const SET_FROM = 16;

function ipv4Operand(list: Ipv4List): Operand {
  const { firsts, lasts } = intervalsOf(list);
  if (list.starts.length >= SET_FROM) return { kind: "set", name: "list", firsts, lasts };
  const intervals = [...firsts].map((first, i) => ({ first: BigInt(first), last: BigInt(lasts[i]!) }));
  return { kind: "intervals", intervals };
}

function match(field: FieldName, operand: Operand): FieldMatch {
  return { kind: "field", field, operand, negated: false, span: SPAN };
}

const PROTOCOLS = {
  1: { name: "icmp" },
  6: { name: "tcp", sport: "tcpSport", dport: "tcpDport" },
  17: { name: "udp", sport: "udpSport", dport: "udpDport" },
} as const;

function matchesOf({ src, dst, protocol, sport, dport }: AclRule): readonly Match[] {
  const matches: Match[] = [...prefix("ipv4Src", src), ...prefix("ipv4Dst", dst)];
  if (protocol === 0) return matches;
  const row = PROTOCOLS[protocol];
  matches.push({ kind: "protocol", protocol: row.name, span: SPAN });
  if ("sport" in row) matches.push(...ports(row.sport, sport), ...ports(row.dport, dport));
  return matches;
}

function prefix(field: FieldName, { start, length }: AclPrefix): FieldMatch[] {
  return length === 0 ? [] : [range(field, start, start + 2 ** (32 - length) - 1)];
}

function ports(field: FieldName, [first, last]: PortRange): FieldMatch[] {
  return first === ANY_PORT[0] && last === ANY_PORT[1] ? [] : [range(field, first, last)];
}

function range(field: FieldName, first: number, last: number): FieldMatch {
  return match(field, { kind: "intervals", intervals: [{ first: BigInt(first), last: BigInt(last) }] });
}
