export { encodeManifest, findManifest, type ManifestLookup } from "./codec.js";
export {
  COUNTER_BYTES,
  COUNTERS_MAP,
  MANIFEST_MAGIC,
  MANIFEST_SYMBOL,
  MANIFEST_VERSION,
  PROGRAM_NAME,
  type Manifest,
  type ManifestRule,
} from "./manifest.js";
