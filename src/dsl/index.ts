export { aborted, drop, pass, sample, tx } from "./actions.js";
export type {
  BanDecl,
  CallSite,
  FieldMatchDecl,
  LinesDecl,
  LiveSetDecl,
  MatchDecl,
  OverMatchDecl,
  PairMatchDecl,
  PredicateDecl,
  ProtocolMatchDecl,
  RuleDecl,
  RulesetDecl,
  SampleMatchDecl,
  SetDecl,
} from "./declarations.js";
export type { BanOptions, KeyText, OverOptions, Rate } from "./live-options.js";
export { liveSet, type Duration, type LiveSet, type LiveSetKind, type LiveSetOptions } from "./live-sets.js";
export { PACKET_MEMBERS, packetPath, type PacketPath } from "./packet-paths.js";
export type {
  Ipv4Address,
  Ipv6Address,
  MacAddress,
  Packet,
  PacketNumber,
  Payload,
  Port,
  Predicate,
} from "./predicate.js";
export { placeRuleset, type PlacedCall } from "./placed-ruleset.js";
export { isLines, isLiveSet, isSet } from "./placed-sets.js";
export type { AnyRule, Rule } from "./rule.js";
export { ruleset, rulesetDeclarationOf, type Rules, type Ruleset, type RulesetOptions } from "./ruleset.js";
export { lines, set, type Lines, type LinesOptions, type SetOf } from "./sets.js";
export { not, range, type Not, type Range, type TcpFlagForm, type TcpFlagSet } from "./values.js";
