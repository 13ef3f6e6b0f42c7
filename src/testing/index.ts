/** The public surface of `xdpgen/testing`: what a packet is and what rules do to it, without a kernel. */
export {
  CapturedFrame,
  createCaptureWriter,
  openCapture,
  readCapture,
  writeCapture,
  type Capture,
  type CaptureWriter,
  type CaptureWriterOptions,
  type SkippedPackets,
} from "./capture.js";
export { decode, DEFAULT_CONTEXT, type DecodedPacket, type FrameContext } from "./decode.js";
export { FLAWS, type Flaw } from "./decode/finding.js";
export {
  interpret,
  trace,
  type Decision,
  type ExpressionTrace,
  type MatchTrace,
  type Outcome,
  type PredicateTrace,
  type RuleTrace,
} from "./interpret.js";
export type { ElementText, JudgeContext } from "./given-elements.js";
export { judge, programOf } from "./judge.js";
export type { LiveElements } from "./live-elements.js";
export { createLiveState, type LiveState } from "./live-state.js";
export type { TokenBuckets } from "./token-buckets.js";
export { packet, type Packet } from "../frames/packet.js";
