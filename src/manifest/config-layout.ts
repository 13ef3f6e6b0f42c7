/** The section that the loader fills before it loads a program: struct config of templates/include/xdpgen/config.h, `__u32` each. */
export const CONFIG_SECTION = ".rodata.config";
export const CONFIG = { bytes: 16, ordered: 0, monitor: 4, trial: 8, seed: 12 } as const;

/** Time and chance of a trial: struct trial of the same header. `now` is 64 bits of nanoseconds, `random` 32 bits. */
export const TRIAL_SECTION = ".data.trial";
export const TRIAL = { bytes: 16, now: 0, random: 8 } as const;

/** What rules had counted in the program before, struct carried of templates/include/xdpgen/counters.h: an array of a value a slot, and one. */
export const CARRIED_MAP = "xdpgen_carried";
export const CARRIED = { bytes: 24, packets: 0, bytesCounted: 8, from: 16 } as const;
