import { live, mutantsOf, type Mutant } from "./mutant.js";

/** Live sets, limiters and samples: the C, and what of it is planned and written down. */
export const LIVE: readonly Mutant[] = [
  ...mutantsOf("templates/include/xdpgen/live-set.h", [
    {
      name: "live-elements-never-end",
      find: "(equals(deadline, LIVE_FOREVER) || earlier(now, deadline))",
      replace: "(equals(deadline, LIVE_FOREVER) || !earlier(now, 0))",
      breaks: "An element of a live set is there for ever.",
      first: live("sets", "of every type"),
    },
    {
      name: "live-ban-shortens",
      find: "(!earlier(tag >> 32, deadline) ||",
      replace: "(deadline == 0 ||",
      breaks: "A ban shortens the time of what is in the set for longer.",
      first: live("samples", "never shortens"),
    },
    {
      name: "live-overflow-unseen",
      find: "return !equals(until, 0) && (equals(until, 1)",
      replace: "return !equals(until, 0) && (equals(until, 2)",
      breaks: "What did not fit its first bucket is not found.",
      first: live("sets", "as full as it may be"),
    },
    {
      name: "live-glance-forgets-time",
      find: "earlier(LIVE_BUSY, deadline) && earlier(live_now(), deadline)))",
      replace: "earlier(LIVE_BUSY, deadline)))",
      breaks: "An element that is in its first bucket is there for ever.",
      first: live("sets", "of every type"),
    },
    {
      name: "live-glance-forgets-stash",
      find: "return equals(b->plain.overflowed, 0) ? LIVE_ABSENT : LIVE_UNKNOWN;",
      replace: "return LIVE_ABSENT;",
      breaks: "What is not in its first bucket is not looked for.",
      first: live("sets", "as full as it may be"),
    },
    {
      name: "live-stash-of-others",
      find: "first = is_stash ? s->buckets - s->stash : 0",
      replace: "first = is_stash ? s->buckets - s->stash - 1 : 0",
      breaks: "The stash is looked for where the other buckets are.",
      first: live("sets", "as full as it may be"),
    },
  ]),
  ...mutantsOf("templates/partials/live/live-prefixes6.c.hbs", [
    {
      name: "live-length-of-ipv6-too-long",
      find: "__u32 length = 65 + live_lowest(upper);",
      replace: "__u32 length = 66 + live_lowest(upper);",
      breaks: "Lengths of IPv6 prefixes above 64 are one too long.",
      first: live("sets", "of every type"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/live-prefix.h", [
    {
      name: "live-rows-never-asked",
      find: "#define LIVE_ROWED 2",
      replace: "#define LIVE_ROWED 4",
      breaks: "Lengths that stand in rows alone are not looked for.",
      first: live("sets", "50000"),
    },
    {
      name: "live-row-of-another",
      find: "(place & 15) * words",
      replace: "(place & 7) * words",
      breaks: "Half of the rows of lengths are those of other addresses.",
      first: live("sets", "50000"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/limiter.h", [
    {
      name: "limiter-takes-too-much",
      find: "earlier(now + depth, from + cost)",
      replace: "earlier(now + depth, from)",
      breaks: "A bucket gives one packet more than it has.",
      first: live("limits", "to a nanosecond"),
    },
    {
      name: "limiter-gives-places-away",
      find: "!earlier(now, line->place[i].full)",
      replace: "line->place[i].full",
      breaks: "A place is given to another key although its bucket is not full.",
      first: live("limits", "keeps it"),
    },
  ]),
  ...mutantsOf("templates/include/xdpgen/flow.h", [
    {
      name: "flow-without-destination-port",
      find: "sport << 16 | dport",
      replace: "sport << 16",
      breaks: "Flows to different ports are one.",
      first: live("samples", "flow's number"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/live-key.ts", [
    {
      name: "key-parts-overlap",
      find: "<< ${second.bits} |",
      replace: "<< ${first.bits} |",
      breaks: "The parts of a key overlap when they are not as long as each other.",
      first: live("limits", "every kind of key"),
    },
  ]),
  ...mutantsOf("src/codegen/6-emit/live-rule-view.ts", [
    {
      name: "live-rule-out-of-turn",
      find: "`decided > ${decision}`",
      replace: "`decided >= ${decision} || 1`",
      breaks: "A live rule decides what an earlier one has decided.",
      first: live("samples", "not final counts"),
    },
  ]),
];
