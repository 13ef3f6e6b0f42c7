/** Live sets in predicates, while their elements change: Node's answer, the interpreter's and the kernel's. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { optimise } from "../../../src/codegen/4-optimise/index.js";
import type { Predicate } from "../../../src/dsl/index.js";
import type { LiveSet, Program } from "../../../src/ir/index.js";
import type { LiveTable } from "../../../src/kernel/live-table/index.js";
import { parseLiveElement } from "../../../src/lists/live-element.js";
import { recordsOf, type LiveElement, type LiveSetType } from "../../../src/packet/index.js";
import { interpret } from "../../../src/testing/index.js";
import { predicateFrames } from "../../support/predicates/frames.js";
import { loweredProgram } from "../../support/predicates/judge.js";
import { liveSets as written } from "../../support/predicates/live-sets.js";
import {
  askPlain,
  plainPacket,
  withMembers,
  type LiveContents,
} from "../../support/predicates/plain-packet.js";
import { withLiveProgram } from "../live/live-program.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";

// They have the types of the package, as a user's rules do.
const liveSets = written as unknown as Readonly<Record<string, Predicate>>;

const CONTEXT = { ingressIfindex: 1, rxQueue: 0, now: 10n ** 12n };

/** What the sets have, one after the other: elements come and go, others stay. */
const CONTENTS: readonly LiveContents[] = [
  { bans: [], guests: [], bans6: [], guests6: [], cards: [], services: [], closed: [] },
  {
    bans: ["10.0.0.1", "192.168.0.0/16"],
    guests: ["10.0.0.2", "172.16.0.0/12", "192.0.2.7"],
    bans6: ["2001:db8::1", "fe80::/10"],
    guests6: ["2001:db8::/48", "::/127", "fe80::1"],
    cards: ["02:00:00:00:00:01"],
    services: [53, 443],
    closed: [22, 80, 8080],
  },
  {
    bans: ["10.0.0.0/30", "255.255.255.255"],
    guests: ["0.0.0.0/0"],
    bans6: ["2001:db8::/32"],
    guests6: ["::/0"],
    cards: ["02:00:00:00:00:01", "00:00:00:00:00:00"],
    services: [22, 53],
    closed: [80],
  },
];

// The kernel's own test takes no frame without a whole Ethernet header.
const packets = predicateFrames(1500, 23).filter(({ frame }) => frame.length >= 14);

const elementOf = (text: string | number, type: LiveSetType): LiveElement => {
  const parsed = parseLiveElement(String(text), type);
  if (parsed.kind !== "element") throw new Error(`${text} is no element`);
  return parsed.element;
};

/** The program with what sets have at one time as their first elements, each rule asked for each frame. */
const programWith = (program: Program, contents: LiveContents): Program => ({
  ...program,
  rules: program.rules.map((rule) => ({ ...rule, statement: "monitor" })),
  sets: program.sets.map((set) => ({
    ...set,
    elements: contents[set.name]!.map((text) => elementOf(text, set.type)),
  })),
});

/** Takes out what was there, and adds what is to be there, one after the other. */
function change(table: LiveTable, before: LiveSet, { type, elements }: LiveSet): void {
  const [old, now] = [recordsOf(before.elements, type), recordsOf(elements, type)];
  for (let nth = 0; nth < old.length; nth++) expect(table.delete(old, nth)).toBe(true);
  for (let nth = 0; nth < now.length; nth++) expect(table.add(now, nth, undefined)).toBe("added");
}

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("live sets in predicates"), () => {
  test.each([
    ["as they are", (program: Program) => program],
    ["as matches where they can be", (program: Program) => optimise(program).program],
  ])(
    "%s, are what Node and the interpreter say",
    async (_, prepare) => {
      const lowered = await loweredProgram(
        join(import.meta.dirname, "../../support/predicates/live-sets.ts"),
      );
      const start = prepare(programWith(lowered, CONTENTS[0]!));
      const differences: unknown[] = [];
      const held = new Map<string, Set<boolean>>();
      await withLiveProgram(start, {}, ({ kernel }, openSet) => {
        const tables = new Map(start.sets.map(({ name }) => [name, openSet(name)]));
        let before = start;
        for (const contents of CONTENTS) {
          const now = prepare(programWith(lowered, contents));
          for (const [i, set] of now.sets.entries()) change(tables.get(set.name)!, before.sets[i]!, set);
          before = now;
          withMembers(() => {
            for (const [i, packet] of packets.entries()) {
              const plain = plainPacket(packet);
              const wanted = Object.keys(liveSets).filter((name) => askPlain(liveSets[name]!, plain));
              const counted = (interpret(now, packet).counted ?? []).map(({ name }) => name);
              const found = kernel(packet.frame, CONTEXT).counted;
              if (counted.join() !== wanted.join() || found.join() !== wanted.join())
                differences.push({ i, node: wanted, interpreter: counted, kernel: found });
              for (const name of Object.keys(liveSets))
                held.set(name, (held.get(name) ?? new Set()).add(wanted.includes(name)));
            }
          }, contents);
        }
        for (const table of tables.values()) table.close();
      });
      expect(differences.slice(0, 3)).toEqual([]);
      // Each holds for some packets, and not for others.
      expect([...held].filter(([, outcomes]) => outcomes.size < 2)).toEqual([]);
    },
    120_000,
  );
});
