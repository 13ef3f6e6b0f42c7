import { TRIAL, TRIAL_SECTION } from "../manifest/index.js";
import { mapMemory } from "./sys/bpf.js";

/** Time and chance of a run of a program that is on trial. */
export interface Moment {
  /** Nanoseconds of the clock by which rates and deadlines go; 0 unless said otherwise. */
  readonly now?: bigint;
  /** A number below 2^32, the largest unless said otherwise: nothing is sampled then. */
  readonly random?: number;
}

/** Tells a program that is on trial what the moment is. */
export interface MomentTeller {
  tell(moment: Moment): void;
  unmap(): void;
}

const NEVER_SAMPLED = 0xffff_ffff;

/** Maps the section that has the moment; a program without it (of an older xdpgen) asks for none. */
export function mapMoment(maps: ReadonlyMap<string, number>): MomentTeller | undefined {
  const fd = maps.get(TRIAL_SECTION);
  if (fd === undefined) return undefined;
  const mapped = mapMemory(fd, TRIAL.bytes);
  const view = new DataView(mapped.memory);
  return {
    tell({ now = 0n, random = NEVER_SAMPLED }) {
      view.setBigUint64(TRIAL.now, now, true);
      view.setUint32(TRIAL.random, random, true);
    },
    unmap: () => mapped.unmap(),
  };
}
