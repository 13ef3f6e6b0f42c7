export { encodeManifest, findManifest, type ManifestLookup } from "./codec.js";
export {
  COUNTER_BYTES,
  COUNTERS_MAP,
  MANIFEST_MAGIC,
  MANIFEST_SYMBOL,
  MANIFEST_VERSION,
  PROGRAM_NAME,
  type Manifest,
  type ManifestLimiter,
  type ManifestRule,
  type ManifestSet,
} from "./manifest.js";
export { limiterMapName, setMapName } from "./map-names.js";
export { CARRIED, CARRIED_MAP, CONFIG, CONFIG_SECTION, TRIAL, TRIAL_SECTION } from "./config-layout.js";
export {
  elementsSection,
  LIVE_BUCKET,
  LIVE_BUSY,
  LIVE_ELEMENT_BYTES,
  LIVE_FOREVER,
  LIVE_FREE,
  LIVE_HEADER,
  LIVE_ROWS,
  LIVE_SLOTS,
  LIVE_TICK_SHIFT,
  LIVE_STASH_TRIES,
  LIVE_TRIES,
  LIVE_WORDS,
  liveLayout,
  liveSetBytes,
  type LiveLayout,
} from "./live-set-layout.js";
export {
  EVENTS_MAP,
  LIMITER_TIME_SHIFT,
  WATCH,
  WATCH_ALL,
  WATCH_SECTION,
  WATCHED,
  WATCHED_BYTES,
} from "./watch-layout.js";
