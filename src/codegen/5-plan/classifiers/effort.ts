/** Up to so many rules anything is tried to classify them. */
const FEW = 256;

/**
 * Whether tables have room for so few of many rules that it is not worth while to look for others, for what they leave over: that
 * would take long, and the bit vectors of all are looked up sooner than many tables.
 */
export const leavesMost = (rules: number, leftover: number): boolean => rules > FEW && 2 * leftover > rules;
