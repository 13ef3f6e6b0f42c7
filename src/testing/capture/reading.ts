import { diagnostic, fail, type Diagnostic } from "../../diagnostics/index.js";
import { plural } from "../../util/text.js";
import type { ChunkedFile } from "./chunked-file.js";
import { linkTypeName } from "./link-types.js";

/** Packets of one kind that were passed over. */
export interface SkippedPackets {
  /** `link type 113 (Linux cooked)` */
  readonly reason: string;
  readonly count: number;
}

/** The longest record or block, in bytes; libpcap has the same. What claims to be longer is damaged. */
export const LONGEST = 16 << 20;

/** One pass through a capture: the file, how many packets were seen, and what there is to say about them. */
export class Reading {
  readonly file: ChunkedFile;
  readonly warnings: Diagnostic[] = [];
  /** How many packets have been met so far: the index of the next one. */
  packets = 0;
  readonly #skipped = new Map<number, number>();

  constructor(file: ChunkedFile) {
    this.file = file;
  }

  get skipped(): SkippedPackets[] {
    return [...this.#skipped].map(([linkType, count]) => ({ reason: linkTypeName(linkType), count }));
  }

  /** Counts a packet that is no Ethernet frame. */
  skip(linkType: number): void {
    this.packets++;
    this.#skipped.set(linkType, (this.#skipped.get(linkType) ?? 0) + 1);
  }

  /** Notes that the file ends before the record or block that begins at the next byte does; nothing to note at the very end. */
  end(): void {
    const { path, position, available } = this.file;
    if (available === 0) return;
    this.warnings.push(
      diagnostic("XG807", { path, offset: position, packets: plural(this.packets, "whole packet") }),
    );
  }

  /** Refuses to go on: `reason` holds of the byte that lies `ahead` of the next one. */
  damaged(ahead: number, reason: string): never {
    fail("XG805", { path: this.file.path, offset: this.file.position + ahead, reason });
  }
}
