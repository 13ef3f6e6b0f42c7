import { createHash } from "node:crypto";

/*
 * A map keeps its name in the kernel when the next program goes on with it, so the name cannot say its place in a program: it comes
 * from what the map is of. The kernel keeps 15 characters (BPF_OBJ_NAME_LEN of linux/bpf.h, less the NUL).
 */

const hex = (text: string, digits: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, digits);

/** The name of a live set's map: `set_bans`, or with a hash for a name that is too long or no part of a name in C. */
export const setMapName = (set: string): string =>
  /^[a-z0-9]{1,11}$/.test(set) ? `set_${set}` : `set__${hex(set, 10)}`;

/** The name of the map of a rule's limiter: `limit_` and a hash of the rule's name. */
export const limiterMapName = (rule: string): string => `limit_${hex(rule, 9)}`;
