/** Captures of frames, pcap and pcapng: reading them, also in pieces, and writing them. */
export { CapturedFrame, type PacketFacts } from "./capture/captured-frame.js";
export { createGrowingCapture, type GrowingCapture, type SeenPacket } from "./capture/growing-capture.js";
export { openCapture, readCapture, type Capture } from "./capture/open.js";
export type { SkippedPackets } from "./capture/reading.js";
export {
  createCaptureWriter,
  writeCapture,
  type CaptureWriter,
  type CaptureWriterOptions,
} from "./capture/writer.js";
