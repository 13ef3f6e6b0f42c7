import type { FieldName, ProtocolName } from "../packet/index.js";
import type { InExpression, Predicate } from "../ir/index.js";
import type { Test } from "./comparison.js";
import type { Presence } from "./presence.js";

/** How a protocol is asked for: bits, and for some the value of a field. */
export interface PlannedProtocol {
  readonly presence: readonly Presence[];
  readonly test: Test | undefined;
}

/** A predicate that becomes a function of C, and all that its C needs to know beside the expression. */
export interface PlannedPredicate {
  readonly predicate: Predicate;
  /** The function's name: `predicate_3_odd_ssh`. */
  readonly function: string;
  /** Of each field that it reads the bit that says whether a packet has it; undefined for what every packet has. */
  readonly presence: ReadonlyMap<FieldName, Presence | undefined>;
  readonly protocols: ReadonlyMap<ProtocolName, PlannedProtocol>;
  /** How memberships of single fields are decided; undefined where any value is in. Others are compared with each interval. */
  readonly memberships: ReadonlyMap<InExpression, Test | undefined>;
  /** The maps of the live sets that it asks, by the sets' names. */
  readonly sets: ReadonlyMap<string, string>;
  /** Presence bits that its rule has checked when it is asked. */
  readonly known: readonly Presence[];
  /** It reads bytes of the payload, so it is given the context of the packet. */
  readonly payload: boolean;
  /** About how many BPF instructions it becomes. */
  readonly cost: number;
  /** It is so large that it is called, and the verifier looks at it by itself. */
  readonly apart: boolean;
}
