import type { Colors } from "picocolors/types.js";
import { durationText } from "../../util/duration.js";
import type { CounterRow } from "../counter-rates.js";
import { grouped } from "../text-table.js";
import type { History, Rate } from "./history.js";
import { percent, short } from "./quantities.js";
import { cut, discards } from "./rule-lines.js";

/** What the view says of a program besides its numbers. */
export interface ProgramFacts {
  readonly ifname: string;
  readonly name: string;
  readonly mode: string;
  readonly id: number;
  readonly since: Date;
  /** Whether it counts what it would decide and lets everything pass. */
  readonly monitors: boolean;
}

/** `eth0  block-a, native mode, program id 7, for 3m 20s`. */
export function programLine(facts: ProgramFacts, now: Date, width: number, colors: Colors): string {
  const { ifname, name, mode, id, since, monitors } = facts;
  const age = durationText(Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000)) * 1000);
  const monitoring = monitors ? "  MONITOR: nothing is dropped" : "";
  const text = cut(
    `${ifname}  ${name}, ${mode} mode, program id ${id}, for ${age}`,
    width - monitoring.length,
  );
  return `${colors.bold(text)}${colors.yellow(monitoring.slice(0, width))}`;
}

/** `12,000 packets/s, 98.2 Mbit/s; 11,000 packets/s (92 %) dropped`; rules that decide nothing count packets that others decide. */
export function totalsLine(
  rows: readonly CounterRow[],
  history: History,
  { monitors }: ProgramFacts,
  width: number,
): string {
  const sum = (wanted: (row: CounterRow) => boolean): Rate =>
    rows.reduce(
      (all, row, i) => {
        const rate = wanted(row) ? history.rate(i) : undefined;
        return { packets: all.packets + (rate?.packets ?? 0), bits: all.bits + (rate?.bits ?? 0) };
      },
      { packets: 0, bits: 0 },
    );
  const all = sum(({ statement }) => statement === null);
  const gone = sum(discards);
  const count = (packets: number): string => `${grouped(Math.round(packets))} packets/s`;
  const bits = short(all.bits);
  // A prefix belongs to its unit: 98.2 Mbit/s, 640 bit/s.
  const unit = /[a-zA-Z]$/.test(bits) ? "bit/s" : " bit/s";
  const fate = monitors ? "would be dropped" : "dropped";
  return cut(
    `${count(all.packets)}, ${bits}${unit}; ${count(gone.packets)} (${percent(gone.packets, all.packets)}) ${fate}`,
    width,
  );
}
