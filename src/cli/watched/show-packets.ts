import {
  findOurProgram,
  watchPackets,
  type RunningProgram,
  type WatchedPacket,
  type WatchPacketsOptions,
} from "../../runtime/index.js";
import { createGrowingCapture, type GrowingCapture } from "../../testing/capture.js";
import { plural } from "../../util/text.js";
import type { Output } from "../output.js";
import { catchStop } from "../stop.js";
import { grouped } from "../text-table.js";
import { packetForCapture, packetJson, packetLine } from "./packet-view.js";

/** How `xdpgen watch` was called. */
export interface ShowOptions extends Omit<WatchPacketsOptions, "signal"> {
  /** The path of a pcapng file. */
  readonly write?: string | undefined;
  /** Ends after so many packets. */
  readonly count: number;
  /** The rate as it was written. */
  readonly rateText: string;
}

/** The program shows of longer packets as many bytes. */
const SNAP_LENGTH = 256;

/**
 * Shows the packets that an interface's program drops, until a signal, `count` packets, or until there is nothing more to watch.
 * Fails as `findOurProgram` and `watchPackets` do, and with XG405 and XG821 for the capture.
 */
export async function showPackets(ifname: string, options: ShowOptions, output: Output): Promise<void> {
  const stop = catchStop(output);
  const enough = new AbortController();
  const signal = AbortSignal.any([stop.signal, enough.signal]);
  const totals = { packets: 0, missed: 0n };
  let capture: GrowingCapture | undefined;
  let began = false;
  try {
    const program = findOurProgram(ifname, options);
    for await (const event of watchPackets(program, { ...options, signal })) {
      if (event.kind === "watching") {
        if (options.write !== undefined)
          capture ??= createGrowingCapture(options.write, { name: ifname, snapLength: SNAP_LENGTH });
        announce(event.program, program, options, output);
        began = true;
      } else if (event.kind === "missed") {
        totals.missed += event.packets;
        sayMissed(event.packets, options, output);
      } else if (totals.packets < options.count) {
        capture?.write([packetForCapture(event.packet)]);
        show(event.packet, output);
        if (++totals.packets === options.count) enough.abort();
      }
    }
  } finally {
    stop.release();
    capture?.close();
    if (began) conclude(ifname, totals, options, output);
  }
}

function announce(
  { interface: on, id, tag, manifest }: RunningProgram,
  first: RunningProgram,
  { rateText }: ShowOptions,
  output: Output,
): void {
  const name = manifest?.name ?? "";
  const facts = { event: "watching", interface: on.name, program: { id, tag }, name };
  output.result({ ...facts, replaced: id !== first.id, rate: rateText }, () =>
    output.colors.dim(
      id === first.id
        ? `watching ${on.name}: ${name}, program id ${id}; at most ${rateText}, Ctrl+C ends`
        : `${on.name} runs another program of xdpgen's now: ${name}, program id ${id}; watching that`,
    ),
  );
}

function show(packet: WatchedPacket, output: Output): void {
  output.result(packetJson(packet), () => packetLine(packet, output.colors));
}

function sayMissed(packets: bigint, { rateText }: ShowOptions, output: Output): void {
  output.result({ event: "missed", packets }, () =>
    output.colors.yellow(`… ${grouped(packets)} more, above ${rateText}, not shown`),
  );
}

function conclude(
  ifname: string,
  { packets, missed }: { readonly packets: number; readonly missed: bigint },
  { write }: ShowOptions,
  output: Output,
): void {
  const written = write === undefined ? "" : `, written to ${write}`;
  output.result({ event: "ended", interface: ifname, packets, missed, capture: write ?? null }, () =>
    output.colors.dim(`${plural(packets, "packet")} shown${written}, ${grouped(missed)} not shown`),
  );
}
