import { deflateRawSync, inflateRawSync } from "node:zlib";
import { MANIFEST_MAGIC, MANIFEST_VERSION, type Manifest } from "./manifest.js";

/** What looking for a manifest in bytes can end in. */
export type ManifestLookup =
  | { readonly kind: "found"; readonly manifest: Manifest }
  | { readonly kind: "none" }
  | { readonly kind: "other-version"; readonly version: number }
  | { readonly kind: "damaged"; readonly reason: string };

const ANY_MAGIC = /\{"xdpgen":(\d+),/;

/**
 * The manifest as the text that goes into the object: one line of JSON that starts with MANIFEST_MAGIC. The rules of a long one are
 * packed, as the kernel's maps are small (4 MiB, up to Linux 5.15): as the JSON of the array, deflated (RFC 1951), in base64.
 */
export function encodeManifest(manifest: Manifest): string {
  const { xdpgen, ...rest } = manifest;
  const text = JSON.stringify({ xdpgen, ...rest });
  if (!text.startsWith(MANIFEST_MAGIC)) throw new Error(`a manifest starts with ${MANIFEST_MAGIC}`);
  if (text.length <= PLAIN_CHARACTERS) return text;
  const packed = deflateRawSync(JSON.stringify(rest.rules)).toString("base64");
  return JSON.stringify({ xdpgen, ...rest, rules: packed });
}

/** A longer text is packed. */
const PLAIN_CHARACTERS = 1024 * 1024;

/** What packed rules may unpack to: an object may be anybody's. */
const UNPACKED_BYTES = 256 * 1024 * 1024;

function decodeManifest(json: string): Manifest {
  const manifest = JSON.parse(json) as Manifest & { readonly rules: unknown };
  if (typeof manifest.rules !== "string") return manifest;
  const packed = Buffer.from(manifest.rules, "base64");
  const rules = inflateRawSync(packed, { maxOutputLength: UNPACKED_BYTES }).toString("utf8");
  return { ...manifest, rules: JSON.parse(rules) as Manifest["rules"] };
}

/** Finds the manifest in the bytes of a `.rodata` section or map. It ends at the first NUL byte. */
export function findManifest(bytes: Uint8Array): ManifestLookup {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const match = ANY_MAGIC.exec(text);
  if (match === null) return { kind: "none" };
  const version = Number(match[1]);
  if (version !== MANIFEST_VERSION) return { kind: "other-version", version };
  const end = text.indexOf("\0", match.index);
  if (end < 0) return { kind: "damaged", reason: "the manifest has no end" };
  try {
    const json = Buffer.from(text.slice(match.index, end), "latin1").toString("utf8");
    return { kind: "found", manifest: decodeManifest(json) };
  } catch (error) {
    return { kind: "damaged", reason: `the manifest cannot be read: ${(error as Error).message}` };
  }
}
