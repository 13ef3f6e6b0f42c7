import { mutantsOf, predicates, unit, type Mutant } from "./mutant.js";

const EVALUATE = unit("test/unit/testing/evaluate.test.ts");
const RANGES = unit("test/unit/ir/expression.test.ts");

/** Predicates: the C that they become, where the payload is, what is checked of them, and the interpreter that judges. */
export const PREDICATES: readonly Mutant[] = [
  ...mutantsOf("templates/include/xdpgen/predicate.h", [
    {
      name: "less-in-32-bits",
      find: "__s64 difference = a - b;",
      replace: "__s32 difference = a - b;",
      breaks: "Numbers that differ by more than 31 bits hold are taken for the wrong order.",
      first: predicates("operators", "comparisons"),
    },
    {
      name: "kept-is-always-true",
      find: "word |= (__u32)condition << bit;",
      replace: "word |= 1U << bit;",
      breaks: "What is asked more than once holds for every packet.",
      first: predicates("operators", "more than once"),
    },
    {
      name: "less-or-equal",
      find: "return difference < 0;",
      replace: "return difference <= 0;",
      breaks: "A number is less than itself.",
      first: predicates("operators", "comparisons"),
    },
    {
      name: "wide-halves-all-or-nothing",
      find: "(a_hi ^ b_hi) | (a_lo ^ b_lo)",
      replace: "(a_hi ^ b_hi) & (a_lo ^ b_lo)",
      breaks: "Addresses are the same when one of their halves is.",
      first: predicates("operators", "128 bits"),
    },
    {
      name: "remainder-without-sign",
      find: "return (__s64)(size % by ^ sign) - sign;",
      replace: "return (__s64)(size % by);",
      breaks: "The remainder of a negative number is not negative.",
      first: predicates("operators", "arithmetic"),
    },
    {
      name: "remainder-has-the-divisors-sign",
      find: "__s64 sign = a >> 63, other = b >> 63;",
      replace: "__s64 sign = b >> 63, other = a >> 63;",
      breaks: "The remainder has the sign of the divisor.",
      first: predicates("operators", "arithmetic"),
    },
    {
      name: "far-shifts-go-round",
      find: "return (a >> (places & 63)) * is_near;",
      replace: "return a >> (places & 63);",
      breaks: "A shift by 64 places is none.",
      first: predicates("operators", "bit operators"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/payload.h", [
    {
      name: "tcp-options-are-payload",
      find: "return words * 4 + is_short * 0x20000;",
      replace: "return 20 + is_short * 0x20000;",
      breaks: "The payload of TCP begins with its options.",
      first: predicates("operators", "payload"),
    },
    {
      name: "tcp-offset-below-its-header",
      find: "words * 4 + is_short * 0x20000",
      replace: "words * 4",
      breaks: "A data offset of four words makes a part of the header payload.",
      first: predicates("operators", "payload"),
    },
    {
      name: "payload-needs-one-byte-more",
      find: "is_there = (at) + (size) <= (void *)(long)(ctx)->data_end;",
      replace: "is_there = (at) + (size) < (void *)(long)(ctx)->data_end;",
      breaks: "The last byte of a payload is missing.",
      first: predicates("operators", "payload"),
    },
    {
      name: "payload-end-unchecked",
      find: "is_there = (at) + (size) <= (void *)(long)(ctx)->data_end;",
      replace: "is_there = true;",
      breaks: "The payload is read without a look at where the frame ends.",
      first: predicates("operators", "payload"),
    },
    {
      name: "payload-before-its-first-byte",
      find: "if (first <= PAYLOAD_LIMIT && place",
      replace: "if (place",
      breaks: "A negative offset reads from the headers.",
      first: predicates("operators", "payload"),
    },
    {
      name: "payload-that-is-none-is-empty",
      find: "return length + 1;",
      replace: "return length;",
      breaks: "A frame without a payload has one of no bytes.",
      first: predicates("operators", "payload"),
    },
    {
      name: "payload-16-not-swapped",
      find: "load_u16(at, 0) : -1",
      replace: "*(const __u16 *)at : -1",
      breaks: "Numbers of two bytes have the wrong byte order.",
      first: predicates("operators", "payload"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/parse-view.ts", [
    {
      name: "cut-frames-have-a-payload",
      find: '"\\tp.payload = no_payload(p.length);"',
      replace: '"\\t;"',
      breaks: "What is left of a cut header is payload.",
      first: predicates("operators", "payload"),
    },
    {
      name: "later-fragment-header-is-payload",
      find: 'payloadAt("e.next", 8)',
      replace: 'payloadAt("e.next", 0)',
      breaks: "The payload of later fragments of IPv6 begins with the fragment header.",
      first: predicates("operators", "payload"),
    },
    {
      name: "payload-behind-half-a-header",
      find: 'stores.has("malformed") || plan.payload',
      replace: 'stores.has("malformed")',
      breaks: "A cut header that nothing is read of has a payload behind it.",
      first: predicates("operators", "payload"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/predicates/booleans.ts", [
    {
      name: "or-equal-is-less",
      find: '"<=": (a, b) => `!less(${b}, ${a})`',
      replace: '"<=": (a, b) => `less(${a}, ${b})`',
      breaks: "`<=` leaves out that both are the same.",
      first: predicates("operators", "comparisons"),
    },
    {
      name: "nothing-asked-before",
      find: "  demand(block, boolean.span, surelyAsked(boolean, writing.planned));\n",
      replace: "",
      breaks: "A field is compared in packets that do not have it.",
      first: predicates("operators", "presence"),
    },
    {
      name: "right-side-is-known-left",
      find: "const branch = terms.length === 0 ? block : inner(block);",
      replace: "const branch = block;",
      breaks: "What only the right side asks for is asked for in any case.",
      first: predicates("operators", "presence"),
    },
    {
      name: "memberships-of-numbers-without-the-last",
      find: "between(${number}, ${literal(first)}, ${literal(last)})",
      replace: "between(${number}, ${literal(first)}, ${literal(last - 1n)})",
      breaks: "A number is not in an interval that it ends.",
      first: predicates("operators", "membership"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/predicates/numbers.ts", [
    {
      name: "fields-of-32-bits-computed-in-32",
      find: "return follows ? text : `(__s64)${text}`;",
      replace: "return text;",
      breaks: "What is computed of fields wraps at 32 bits, and is never negative.",
      first: predicates("operators", "arithmetic|bit operators|comparisons"),
    },
    {
      name: "division-by-zero-is-zero",
      find: 'return (op === "/" || op === "%") && least <= 0n && most >= 0n;',
      replace: 'return (op === "/" || op === "%") && least < 0n && most > 0n;',
      breaks: "A rule matches by what a division by zero comes to.",
      first: predicates("operators", "arithmetic"),
    },
    {
      name: "absent-payload-is-minus-one",
      find: "    leaveIf(block, span, `${variable} < 0`);\n",
      replace: "",
      breaks: "A byte that is not there is -1.",
      first: predicates("operators", "payload"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/predicates/shared-expressions.ts", [
    {
      name: "all-sums-are-one",
      find: 'return kind === "arithmetic" ? expression.op : `number ${kind}`;',
      replace: "return `number ${kind}`;",
      breaks: "Two numbers that are computed of the same ones are taken for the same.",
      first: predicates("operators", "more than once"),
    },
    {
      name: "all-lists-are-one",
      find: 'const among = expression.kind === "in" ? amongText(expression.values, sets) : "";',
      replace: 'const among = "";',
      breaks: "What is chosen by membership in one list is taken for what is chosen by another.",
      first: predicates("operators", "more than once"),
    },
    {
      name: "all-texts-are-one",
      find: "return `${kind} ${expression.offset} ${expression.bytes.join()}`;",
      replace: "return `${kind} ${expression.offset}`;",
      breaks: "A payload begins with a text when it begins with another one that is asked for as well.",
      first: predicates("operators", "more than once"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/predicates/function.ts", [
    {
      name: "operands-of-or-settle-it-when-false",
      find: "learn(block, impliedBy(operand, isAnd, writing.planned));",
      replace: "learn(block, impliedBy(operand, !isAnd, writing.planned));",
      breaks:
        "A packet is believed to have what it has only where an operand in front has settled the matter.",
      first: predicates("operators", "presence"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/predicates/asked.ts", [
    {
      name: "false-and-had-both-sides",
      find: 'const isOfBoth = kind === (outcome ? "and" : "or");',
      replace: 'const isOfBoth = kind === "and" || kind === "or";',
      breaks: "A packet is believed to have what only a side asks for that was not asked.",
      first: predicates("operators", "presence"),
    },
  ]),
  ...mutantsOf("src/codegen/4-optimise/passes/remove-shadowed.ts", [
    {
      name: "predicates-hide-rules",
      find: "if (!isAskedInTurn(rule)) kept.add(known, known.demands);",
      replace: "kept.add(known, known.demands);",
      breaks: "A rule with a predicate hides rules that ask for no more than its matches do.",
      first: predicates("program", "each in its turn"),
    },
  ]),
  ...mutantsOf("src/codegen/5-plan/gather.ts", [
    {
      name: "predicates-forgotten",
      find: "(isAskedInTurn(rule) ? []",
      replace: "(isLiveRule(rule) ? []",
      breaks: "A rule with a predicate decides by its matches alone.",
      first: predicates("program", "each in its turn"),
    },
  ]),
  ...mutantsOf("src/ir/expression-range.ts", [
    {
      name: "all-fields-are-the-same",
      find: 'b.kind === "field" && a.field === b.field',
      replace: 'b.kind === "field"',
      breaks: "That one field is above 0 is taken to be so of another.",
      first: unit("test/unit/predicates/exceptions.test.ts"),
    },
    {
      name: "remainder-is-never-negative",
      find: "least: a.least < 0n ? max(a.least, -below) : 0n",
      replace: "least: 0n",
      breaks: "A remainder counts as not negative, whatever is divided.",
      first: RANGES,
    },
    {
      name: "product-of-least-and-most",
      find: "const corners = [a.least, a.most].flatMap((x) => [x * b.least, x * b.most]);",
      replace: "const corners = [a.least * b.least, a.most * b.most];",
      breaks: "The product of a negative and a positive number is out of its range.",
      first: RANGES,
    },
  ]),
  ...mutantsOf("src/testing/evaluate.ts", [
    {
      name: "judge-asks-both-sides",
      find: "return value === true ? ask(right) : value;",
      replace: "return value === undefined ? value : ask(right);",
      breaks: "The interpreter asks the right side of `&&` also when the left one is false.",
      first: EVALUATE,
    },
    {
      name: "judge-absent-is-false",
      find: "return value === undefined ? undefined : !value;",
      replace: "return !value;",
      breaks: "For the interpreter the opposite of what cannot be said is true.",
      first: EVALUATE,
    },
  ]),
  ...mutantsOf("src/codegen/3-lower/asked-for.ts", [
    {
      name: "live-sets-are-never-negated",
      find: "sets: lowered.map(({ set }) => set), negated };",
      replace: "sets: lowered.map(({ set }) => set), negated: false };",
      breaks: "`in(not(bans))` is true of what is in the set.",
      first: predicates("live-sets", "as they are"),
    },
    {
      name: "values-beside-live-sets-are-forgotten",
      find: "return { operand: comparison?.operand, sets",
      replace: "return { operand: undefined, sets",
      breaks: "Of values and a live set in one question only the set is asked.",
      first: predicates("live-sets", "as they are"),
    },
  ]),
  ...mutantsOf("src/codegen/4-optimise/passes/recognise-matches.ts", [
    {
      name: "recognised-live-sets-are-not-negated",
      find: "set, negated, span: expression.span };",
      replace: "set, negated: false, span: expression.span };",
      breaks: "`!x.in(bans)` becomes the match that says the opposite.",
      first: predicates("live-sets", "as matches"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/predicates/booleans.ts", [
    {
      name: "any-live-set-is-the-first",
      find: "planned.sets.get(set)",
      replace: "[...planned.sets.values()][0]",
      breaks: "A predicate asks its first live set whichever it names.",
      first: predicates("live-sets", "as they are"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/predicates/shared-expressions.ts", [
    {
      name: "all-live-sets-are-one",
      find: "return `${kind} ${expression.set}`;",
      replace: "return kind;",
      breaks: "What is chosen by membership in one live set is taken for what is chosen by another.",
      first: predicates("live-sets", "as they are"),
    },
  ]),
  ...mutantsOf("src/testing/decode.ts", [
    {
      name: "judge-payload-beyond-the-frame",
      find: "behind === undefined || behind > frame.length",
      replace: "behind === undefined",
      breaks: "For the interpreter TCP whose options end beyond the frame has a payload of no bytes.",
      first: EVALUATE,
    },
  ]),
  ...mutantsOf("src/testing/decode/transport.ts", [
    {
      name: "judge-tcp-options-are-payload",
      find: "return words < 5 ? undefined : words * 4;",
      replace: "return words < 5 ? undefined : 20;",
      breaks: "For the interpreter the payload of TCP begins with its options.",
      first: EVALUATE,
    },
  ]),
];
