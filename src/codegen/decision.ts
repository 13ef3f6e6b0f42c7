/**
 * A decision as one number: the slot of the rule above the action, enum xdp_action of linux/bpf.h. Of several rules that match, the
 * first has the least. C has it as DECIDED(slot, action) in templates/include/xdpgen/decide.h.
 */
export const decisionOf = (slot: number, action: number): number => slot * 8 + action;

/** The slot and the action of a decision. */
export const partsOfDecision = (decision: number) => ({
  slot: Math.floor(decision / 8),
  action: decision % 8,
});

/** No rule matches; no decision is that high. */
export const UNDECIDED = 0xffffffff;
