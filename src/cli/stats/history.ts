import type { CounterRow } from "../counter-rates.js";

/** Seconds that a history goes back. */
export const MINUTE = 60;

/** Readings that are closer to each other than this, in seconds, are not all kept. */
const GRAIN = 0.5;

interface Reading {
  /** Seconds, of a clock that never goes back. */
  readonly at: number;
  /** Totals, one a row; NaN where nothing was known. */
  readonly packets: Float64Array;
  readonly bytes: Float64Array;
}

/** Packets and bits a second. */
export interface Rate {
  readonly packets: number;
  readonly bits: number;
}

/** The last minute's totals of a program's rows, from which rates come. */
export interface History {
  /** Takes a reading. Rows of a program that replaced another go on by their names. */
  add(rows: readonly CounterRow[], at: number): void;
  /** Between the last two readings; undefined when there are none. */
  rate(row: number): Rate | undefined;
  /** Packets a second in each of `cells` equal parts of the last minute, the latest last; undefined before the first reading. */
  course(row: number, cells: number): readonly (number | undefined)[];
}

/** Begins a history without readings. */
export function createHistory(): History {
  let names: readonly string[] = [];
  let readings: Reading[] = [];

  function add(rows: readonly CounterRow[], at: number): void {
    const next = {
      at,
      packets: Float64Array.from(rows, (row) => Number(row.packets)),
      bytes: Float64Array.from(rows, (row) => Number(row.bytes)),
    };
    readings = follow(readings, names, rows);
    names = rows.map(({ name }) => name);
    forgetBeforeResets(readings, next);
    const [before, last] = readings.slice(-2);
    if (before !== undefined && last !== undefined && last.at - before.at < GRAIN) readings.pop();
    readings.push(next);
    // The latest reading from before the minute stays: the oldest part begins at it.
    while (readings.length > 2 && readings[1]!.at <= at - MINUTE) readings.shift();
  }

  return {
    add,
    rate(row) {
      const [from, to] = readings.slice(-2);
      if (from === undefined || to === undefined) return undefined;
      const packets = (to.packets[row]! - from.packets[row]!) / (to.at - from.at);
      const bits = (8 * (to.bytes[row]! - from.bytes[row]!)) / (to.at - from.at);
      return Number.isFinite(packets) ? { packets, bits } : undefined;
    },
    course(row, cells) {
      const end = readings.at(-1)?.at ?? 0;
      const width = MINUTE / cells;
      return Array.from({ length: cells }, (_, cell) => {
        const from = end - (cells - cell) * width;
        const packets = totalAt(readings, row, from + width) - totalAt(readings, row, from);
        return Number.isNaN(packets) ? undefined : packets / width;
      });
    },
  };
}

/** A row's total at a time, on the straight line between the two readings around it; NaN before the first. */
function totalAt(readings: readonly Reading[], row: number, at: number): number {
  const next = readings.findIndex((reading) => reading.at >= at);
  // Parts of a minute do not add up to a minute exactly.
  if (next === -1) return readings.at(-1)?.packets[row] ?? NaN;
  const to = readings[next]!;
  const from = readings[next - 1];
  if (from === undefined) return to.at === at ? to.packets[row]! : NaN;
  const part = (at - from.at) / (to.at - from.at);
  return from.packets[row]! + part * (to.packets[row]! - from.packets[row]!);
}

/** The readings with the columns of other rows. */
function follow(readings: Reading[], names: readonly string[], rows: readonly CounterRow[]): Reading[] {
  if (rows.length === names.length && rows.every(({ name }, i) => name === names[i])) return readings;
  const places = new Map(names.map((name, i) => [name, i]));
  const move = (totals: Float64Array): Float64Array =>
    Float64Array.from(rows, ({ name }) => totals[places.get(name) ?? -1] ?? NaN);
  return readings.map(({ at, packets, bytes }) => ({ at, packets: move(packets), bytes: move(bytes) }));
}

/** A total that has become less began again: what was known before says nothing about it. */
function forgetBeforeResets(readings: readonly Reading[], { packets }: Reading): void {
  const last = readings.at(-1)?.packets ?? packets;
  for (let row = 0; row < packets.length; row++)
    if (packets[row]! < last[row]!) for (const reading of readings) reading.packets[row] = NaN;
}
