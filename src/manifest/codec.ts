import { MANIFEST_MAGIC, MANIFEST_VERSION, type Manifest } from "./manifest.js";

/** What looking for a manifest in bytes can end in. */
export type ManifestLookup =
  | { readonly kind: "found"; readonly manifest: Manifest }
  | { readonly kind: "none" }
  | { readonly kind: "other-version"; readonly version: number }
  | { readonly kind: "damaged"; readonly reason: string };

const ANY_MAGIC = /\{"xdpgen":(\d+),/;

/** The manifest as the text that goes into the object: one line of JSON that starts with MANIFEST_MAGIC. */
export function encodeManifest(manifest: Manifest): string {
  const { xdpgen, ...rest } = manifest;
  const text = JSON.stringify({ xdpgen, ...rest });
  if (!text.startsWith(MANIFEST_MAGIC)) throw new Error(`a manifest starts with ${MANIFEST_MAGIC}`);
  return text;
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
    return { kind: "found", manifest: JSON.parse(json) as Manifest };
  } catch (error) {
    return { kind: "damaged", reason: `the manifest is not JSON: ${(error as Error).message}` };
  }
}
