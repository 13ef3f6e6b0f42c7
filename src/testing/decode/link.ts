import { has, uint, word } from "./bytes.js";
import { stopped, type Finding, type Flaw } from "./finding.js";

/** What stands behind the Ethernet header and its tags. */
export interface LinkPayload {
  readonly etherType: number;
  /** The first byte after the ether type. */
  readonly start: number;
}

const ETHERNET_SIZE = 14;
const TAG_SIZE = 4;
const MAX_TAGS = 2;
/** IEEE 802.1Q and 802.1ad. */
const TAG_TYPES: readonly number[] = [0x8100, 0x88a8];
/** What old switches used for 802.1ad; it is never skipped. */
const UNSUPPORTED_TAG_TYPE = 0x9100;
const VLAN_ID = 0xfffn;

/**
 * Reads the Ethernet header and skips at most two tags. A tag is its TPID, which stands where an ether type would,
 * then two bytes of tag control information (TCI), then the next ether type.
 */
export function findLink(frame: Uint8Array): { readonly finding: Finding; readonly payload?: LinkPayload } {
  if (!has(frame, 0, ETHERNET_SIZE)) return { finding: stopped("runt") };

  const tags: number[] = [];
  let typeAt = ETHERNET_SIZE - 2;
  while (tags.length < MAX_TAGS && has(frame, typeAt, 2) && TAG_TYPES.includes(word(frame, typeAt))) {
    tags.push(typeAt + 2);
    typeAt += TAG_SIZE;
  }
  if (!has(frame, typeAt, 2)) return { finding: finding(frame, tags, undefined, "cut-tag") };

  const etherType = word(frame, typeAt);
  if (etherType === UNSUPPORTED_TAG_TYPE)
    return { finding: finding(frame, tags, etherType, "unsupported-tag") };
  if (TAG_TYPES.includes(etherType)) return { finding: finding(frame, tags, etherType, "third-tag") };
  return { finding: finding(frame, tags, etherType), payload: { etherType, start: typeAt + 2 } };
}

/** `tags` are the places of the TCIs, which a cut frame need not have. */
function finding(
  frame: Uint8Array,
  tags: readonly number[],
  etherType: number | undefined,
  flaw?: Flaw,
): Finding {
  const [outer, inner] = tags.filter((tci) => has(frame, tci, 2));
  return {
    headers: { ethernet: 0, ...(outer === undefined ? {} : { vlan: outer }) },
    protocols: outer === undefined ? [] : ["vlan"],
    derived: {
      ...(etherType === undefined ? {} : { etherType: BigInt(etherType) }),
      ...(inner === undefined ? {} : { vlanInnerId: uint(frame, inner, 2) & VLAN_ID }),
    },
    ...(flaw === undefined ? {} : { flaw }),
  };
}
