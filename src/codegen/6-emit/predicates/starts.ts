import { commentText, hex } from "../c-names.js";

/** Bytes of the loads that there are, the longest first. */
const LOADS = [8, 4, 2, 1] as const;

/** Whether the payload has these bytes from byte `offset` on, in as few loads as they take. */
export function startsText(bytes: Uint8Array, offset: number): string {
  const unlike: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = LOADS.find((each) => at + each <= bytes.length)!;
    const value = Buffer.from(bytes.subarray(at, at + size)).toString("hex");
    unlike.push(`load_u${size * 8}(at, ${at}) ^ ${hex(BigInt(`0x${value}`), size * 8)}`);
    at += size;
  }
  const all = unlike.length === 1 ? unlike[0]! : unlike.map((each) => `(${each})`).join(" | ");
  // What is not printed as itself is a dot, as in a dump of a packet: a comment is to be read.
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/[^\x20-\x7e]/g, ".");
  return `PAYLOAD_STARTS(ctx, p->payload, ${offset}, ${bytes.length}, ${all}) /* "${commentText(text)}" */`;
}
