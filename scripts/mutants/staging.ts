import { mutantsOf, unit, type Mutant } from "./mutant.js";

const TABLE = unit("test/unit/predicates/table.test.ts");
const RECOGNISED = unit("test/unit/predicates/recognised.test.ts");
const RANDOM = unit("test/unit/predicates/random.test.ts");
const EXCEPTIONS = unit("test/unit/predicates/exceptions.test.ts");
const REFUSED = unit("test/unit/predicates/refused.test.ts");
const SAMPLES = unit("test/diagnostics/samples.test.ts");

/** From a user's function to an expression: the rewriting of operators, and what they do to packet data. */
export const STAGING: readonly Mutant[] = [
  ...mutantsOf("src/codegen/staging/replay.ts", [
    {
      name: "facts-are-forgotten",
      find: "run.facts.set(id, fork.taken);",
      replace: "run.facts.set(id, true);",
      breaks: "What was decided to be false is true when it is asked again.",
      first: TABLE,
    },
    {
      name: "unused-reads-are-nothing",
      find: "if (missing.length === 0) return value;",
      replace: "if (missing.length >= 0) return value;",
      breaks: "A rule that reads a header for nothing matches packets without it.",
      first: TABLE,
    },
    {
      name: "unused-choices-are-nothing",
      find: "staging.run?.reads.push(data.expression);",
      replace: "",
      breaks: "What is read in one side of a choice is nothing when the choice is not used.",
      first: RANDOM,
    },
    {
      name: "outer-variables-change-inside",
      find: "if (settled(outer.age) === age) throw new Escape();",
      replace: "if (settled(outer.age) === age) return;",
      breaks: "A variable that changes behind && changes always.",
      first: TABLE,
    },
  ]),
  ...mutantsOf("src/codegen/staging/logic.ts", [
    {
      name: "choice-turned",
      find: "if (isConstant(then, false)) return and(not(condition, site), otherwise, site);",
      replace: "if (isConstant(then, false)) return and(condition, otherwise, site);",
      breaks: "A way that ends with false is taken for its opposite.",
      first: TABLE,
    },
  ]),
  ...mutantsOf("src/codegen/staging/collections.ts", [
    {
      name: "every-is-some",
      find: "const join = stop ? or : and;",
      replace: "const join = or;",
      breaks: "One element is enough for every.",
      first: TABLE,
    },
    {
      name: "side-effects-of-some-come-early",
      find: "if (test(so, site) === stop || test(ask(), site) === stop) return stop;",
      replace: "if (test(ask(), site) === stop) return stop;",
      breaks: "A callback of some that changes something goes on behind the first hit.",
      first: TABLE,
    },
    {
      name: "found-from-the-end",
      find: "[Array.prototype.find, searching(at, false)],",
      replace: "[Array.prototype.find, searching(at, true)],",
      breaks: "The search for the first element finds the last.",
      first: TABLE,
    },
  ]),
  ...mutantsOf("src/codegen/staging/compare.ts", [
    {
      name: "not-nothing-is-absence",
      find: 'return booleanOf(op === "!==" ? expression : not(expression, site));',
      replace: 'return booleanOf(op === "===" ? expression : not(expression, site));',
      breaks: "A header that is not undefined is taken for one that is not there.",
      first: TABLE,
    },
    {
      name: "same-turned",
      find: "return right.value === negated ? not(left, site) : left;",
      replace: "return right.value === negated ? left : not(left, site);",
      breaks: "A comparison with true is one with false.",
      first: TABLE,
    },
    {
      name: "kinds-do-not-matter",
      find: "a.datatype !== b.datatype) differ();",
      replace: "a.datatype !== b.datatype) return;",
      breaks: "A port may be compared with a time to live.",
      first: SAMPLES,
    },
    {
      name: "every-spelling-is-usual",
      find: "if (usual !== literal) refuse(",
      replace: "if (usual === undefined) refuse(",
      breaks: "An address in a spelling that JavaScript never finds equal matches.",
      first: EXCEPTIONS,
    },
  ]),
  ...mutantsOf("src/codegen/staging/calls.ts", [
    {
      name: "data-goes-abroad",
      find: "staging.foreign.push(name);",
      replace: "staging.foreign.length = 0;",
      breaks: "A function of a package takes packet data of its callback for true.",
      first: SAMPLES,
    },
    {
      name: "chance-is-welcome",
      find: 'if (isChanging(body, given)) refuse("XG271", { what: site.text }, site);\n  if (OWN_FUNCTIONS',
      replace: "if (OWN_FUNCTIONS",
      breaks: "A number by chance stands in the kernel for ever.",
      first: SAMPLES,
    },
  ]),
  ...mutantsOf("src/codegen/staging/functions.ts", [
    {
      name: "later-is-now",
      find: "if (LATER.has(body)) return nameOf(body as { readonly name?: unknown });",
      replace: "if (body === Promise) return nameOf(body as { readonly name?: unknown });",
      breaks: "What is called when the predicate has come to its end is refused when nobody listens.",
      first: REFUSED,
    },
    {
      name: "async-callbacks-are-welcome",
      find: 'return [body, ...given].some(isAsync) ? "an async function" : undefined;',
      replace: 'return isAsync(body) ? "an async function" : undefined;',
      breaks: "A promise of a callback is taken for true.",
      first: REFUSED,
    },
  ]),
  ...mutantsOf("src/codegen/staging/arithmetic.ts", [
    {
      name: "zero-divides",
      find: "if (least <= 0n && most >= 0n)",
      replace: "if (least < 0n && most > 0n)",
      breaks: "What is 0 in some packets, and never negative, is a divisor.",
      first: EXCEPTIONS,
    },
  ]),
  ...mutantsOf("src/codegen/staging/operators.ts", [
    {
      name: "steps-down-go-up",
      find: 'if (isPacketData(value)) return calculate("+", value, by, site);\n    return typeof value === "bigint" ? value + BigInt(by) : Number(value) + by;',
      replace:
        'if (isPacketData(value)) return calculate("+", value, by, site);\n    return typeof value === "bigint" ? value + BigInt(by) : Number(value) + 1;',
      breaks: "A counter that goes down goes up.",
      first: TABLE,
    },
    {
      name: "headers-have-no-default",
      find: 'return dataOf(value)?.kind !== "header" || test(value, site) ? value : other();',
      replace: "return value;",
      breaks: "The default of a header that a packet lacks is not looked at.",
      first: TABLE,
    },
    {
      name: "optional-is-not",
      find: 'return dataOf(object)?.kind !== "header" || test(object, site) ? rest(object) : undefined;',
      replace: "return rest(object);",
      breaks: "A header that may be absent is read in any case.",
      first: TABLE,
    },
  ]),
  ...mutantsOf("src/codegen/1-check/rewrite/assignments.ts", [
    {
      name: "private-fields-change-unseen",
      find: 'const object = operator(target, "mutable", visitExpression(expression), sites.of(target));\n  const read',
      replace: "const object = visitExpression(expression);\n  const read",
      breaks: "A predicate counts in a private field of an object that outlives it.",
      first: REFUSED,
    },
  ]),
  ...mutantsOf("src/codegen/1-check/rewrite/members.ts", [
    {
      name: "eval-is-welcome",
      find: "return factory.createParenthesizedExpression(factory.createComma(never, visitParts(node)));",
      replace: "return visitParts(node);",
      breaks: "What is in the text that eval is given takes packet data for a value.",
      first: REFUSED,
    },
  ]),
  ...mutantsOf("src/codegen/1-check/rewrite/defaults.ts", [
    {
      name: "parameters-have-no-default",
      find: "return [r.factory.createExpressionStatement(assignment)];",
      replace: "return assignment === undefined ? [r.factory.createExpressionStatement(assignment)] : [];",
      breaks: "The default of a parameter is not looked at when it is given a header that a packet lacks.",
      first: TABLE,
    },
  ]),
  ...mutantsOf("src/codegen/4-optimise/passes/recognise-matches.ts", [
    {
      name: "turned-comparison-as-it-was",
      find: 'return right.kind === "field" ? compared(TURNED[op], right, left, max) : undefined;',
      replace: 'return right.kind === "field" ? compared(op, right, left, max) : undefined;',
      breaks: "A constant on the left is compared the wrong way round.",
      first: RECOGNISED,
    },
    {
      name: "bits-that-are-not-0-are-0",
      find: 'const value = isOneBit && op === "!==" ? right.value ^ mask : right.value;',
      replace: "const value = right.value;",
      breaks: "A flag that is set is taken for one that is not.",
      first: RECOGNISED,
    },
    {
      name: "less-is-less-or-equal",
      find: '"<": () => upTo(value - 1n),',
      replace: '"<": () => upTo(value),',
      breaks: "A match holds for the value that a predicate leaves out.",
      first: RECOGNISED,
    },
  ]),
];
