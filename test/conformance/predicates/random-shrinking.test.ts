/** A difference between interpreter and kernel is only worth something when it can be looked at: here is one, on purpose. */
import { describe, expect, test } from "vitest";
import type { BooleanExpression } from "../../../src/ir/index.js";
import {
  and,
  arithmetic,
  choose,
  compare,
  field,
  has,
  not,
  or,
  payload,
  starts,
} from "../../support/expressions.js";
import { mapExpression, sizeOf } from "../../support/simpler-expressions.js";
import { createExpressions } from "../../support/random-expressions.js";
import { createRandom } from "../../support/random-numbers.js";
import { kernelTitle, missingPrivilege } from "../privilege.js";
import { judgeAll, type Compiled } from "./judges.js";
import { manySamples } from "./samples.js";
import { shrink } from "./shrink.js";

/** A compiler that takes `<=` for `<`. */
const lessOrEqualIsLess: Compiled = (expression) =>
  mapExpression(expression, (part) =>
    part.kind === "compare" && part.op === "<=" ? { ...part, op: "<" } : part,
  );

describe.skipIf(missingPrivilege() !== undefined)(kernelTitle("a difference"), () => {
  const samples = manySamples(300);
  const shrunk = async (expressions: readonly BooleanExpression[]) => {
    const { differences } = await judgeAll(expressions, samples, lessOrEqualIsLess);
    const [found] = differences;
    return { found: found!, shrunk: await shrink(found!, lessOrEqualIsLess) };
  };

  test("among random predicates is shrunk to the one comparison that it is about", async () => {
    const { truth } = createExpressions(createRandom(3));
    const { found, shrunk: small } = await shrunk(Array.from({ length: 48 }, () => truth(5)));
    expect(sizeOf(found.expression)).toBeGreaterThan(10);
    expect(small.expression).toMatchObject({ kind: "compare", op: "<=" });
    expect(sizeOf(small.expression)).toBe(3);
  });

  test("is shrunk to what it needs, predicate and frame, whatever stands around it", async () => {
    const port = compare("<=", field("tcpDport"), 80);
    const noise = and(
      or(not(starts("POST")), compare("<", payload(1, 0), 5)),
      choose(
        compare(">", arithmetic("+", field("packetLength"), field("ipv4Ttl")), 60),
        and(has("tcp"), port),
        not(has("udp")),
      ),
    );
    const { shrunk: small } = await shrunk([noise]);
    expect(small.expression).toEqual(port);
    expect(small.interpreter).toBe(true);
    // Ethernet, IPv4 or IPv6, and TCP up to the end of its ports; all else is 0.
    expect(small.sample.frame.length).toBeLessThanOrEqual(14 + 40 + 4);
    expect(small.sample.frame.slice(-2)).toEqual(Uint8Array.of(0, 80));
    expect(small.sample.frame.filter((byte) => byte !== 0).length).toBeLessThanOrEqual(5);
  });
});
