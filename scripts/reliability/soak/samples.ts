import { readdirSync, readFileSync } from "node:fs";

/** What a process takes up at one moment. */
export interface Sample {
  /** Resident memory in KiB, and open descriptors. */
  readonly rss: number;
  readonly descriptors: number;
}

/** What a process takes up now; undefined when it has ended. */
export function sample(pid: number): Sample | undefined {
  try {
    const rss = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return { rss: Number(rss![1]), descriptors: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return undefined;
  }
}

/** Memory may be so much more at the end: a garbage collector does not run at the same moments. */
const SLACK = { factor: 1.25, kib: 16 * 1024 };

/** What grew from the second fifth of the samples, when all is warm, to the last fifth; in words. Medians are compared. */
export function growth(name: string, samples: readonly Sample[]): readonly string[] {
  const fifth = Math.floor(samples.length / 5);
  if (fifth === 0) return [];
  const [warm, late] = [samples.slice(fifth, 2 * fifth), samples.slice(-fifth)];
  const memory = { warm: median(warm, "rss"), late: median(late, "rss") };
  const open = { warm: median(warm, "descriptors"), late: median(late, "descriptors") };
  return [
    ...(memory.late > memory.warm * SLACK.factor + SLACK.kib
      ? [`${name} grew from ${memory.warm} to ${memory.late} KiB`]
      : []),
    ...(open.late > open.warm ? [`${name} had ${open.warm} descriptors open, and has ${open.late}`] : []),
  ];
}

/** A row of figures: memory and descriptors, warm and at the end. */
export function rowOf(samples: readonly Sample[]): string {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const [warm, late] = [samples.slice(fifth, 2 * fifth), samples.slice(-fifth)];
  const mib = (of: readonly Sample[]) => (median(of, "rss") / 1024).toFixed(0);
  return `${mib(warm)} MiB, then ${mib(late)}; ${median(warm, "descriptors")} descriptors, then ${median(late, "descriptors")}`;
}

function median(samples: readonly Sample[], what: keyof Sample): number {
  const sorted = samples.map((one) => one[what]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
