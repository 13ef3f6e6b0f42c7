import type { PcapForm } from "./pcap-reader.js";

/** What a file is by its first bytes. */
export type Recognised =
  | { readonly format: "pcap"; readonly form: PcapForm }
  | { readonly format: "pcapng" }
  /** No capture that can be read; both parts are of a message. */
  | { readonly format: "other"; readonly what: string; readonly advice: string };

/** How many bytes `recognise` wants to see, when the file has as many. */
export const RECOGNISED_BY = 8;

const MICROSECONDS = 1000n;
const NANOSECONDS = 1n;
const CONVERT = "editcap converts it: editcap -F pcapng <it> <new.pcapng>";

/** First bytes in hexadecimal -> what they begin. */
const MAGICS: Readonly<Record<string, Recognised>> = {
  a1b2c3d4: { format: "pcap", form: { little: false, unit: MICROSECONDS } },
  d4c3b2a1: { format: "pcap", form: { little: true, unit: MICROSECONDS } },
  a1b23c4d: { format: "pcap", form: { little: false, unit: NANOSECONDS } },
  "4d3cb2a1": { format: "pcap", form: { little: true, unit: NANOSECONDS } },
  "0a0d0d0a": { format: "pcapng" },
  a1b2cd34: other("a capture in the modified pcap format of an old Linux libpcap", CONVERT),
  "34cdb2a1": other("a capture in the modified pcap format of an old Linux libpcap", CONVERT),
  "1f8b": other("compressed with gzip", "unpack it first: gunzip"),
  "28b52ffd": other("compressed with zstd", "unpack it first: unzstd"),
  fd377a58: other("compressed with xz", "unpack it first: unxz"),
  "425a68": other("compressed with bzip2", "unpack it first: bunzip2"),
  "04224d18": other("compressed with lz4", "unpack it first: unlz4"),
  "504b0304": other("a zip archive", "unpack it first: unzip"),
  "736e6f6f70": other("a capture of Solaris' snoop", CONVERT),
  "474d4255": other("a capture of Microsoft's Network Monitor", CONVERT),
  "7f454c46": other("an ELF object", "give a pcap or pcapng file in its place"),
};

const GIVE_A_CAPTURE = "give a pcap or pcapng file, as tcpdump, dumpcap and Wireshark write it";

function other(what: string, advice: string): Recognised {
  return { format: "other", what, advice };
}

/** What begins with these bytes: the file's first `RECOGNISED_BY`, or all that it has. */
export function recognise(start: Uint8Array): Recognised {
  if (start.length === 0) return other("empty", GIVE_A_CAPTURE);
  const hex = Buffer.from(start).toString("hex");
  const known = Object.entries(MAGICS).find(([magic]) => hex.startsWith(magic));
  if (known !== undefined) return known[1];
  const isText = start.every(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13,
  );
  return isText
    ? other("text", GIVE_A_CAPTURE)
    : other(`a file that begins with the bytes ${hex.replaceAll(/(..)(?=.)/g, "$1 ")}`, GIVE_A_CAPTURE);
}
