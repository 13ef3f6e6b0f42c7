import {
  findManifest,
  type Manifest,
  type ManifestLimiter,
  type ManifestLookup,
  type ManifestSet,
} from "../manifest/index.js";
import { ACTION_NAMES, isLiveType, LIVE_TYPES, type LiveTypeName } from "../packet/index.js";

/**
 * The manifest in the bytes of a `.rodata` section or map, its form checked: the bytes may come from anybody's program,
 * and what is in them is shown on the terminal of root.
 */
export function readManifest(bytes: Uint8Array): ManifestLookup {
  const lookup = findManifest(bytes);
  if (lookup.kind !== "found") return lookup;
  const fault = FORM(lookup.manifest, "the manifest");
  return fault === undefined ? lookup : { kind: "damaged", reason: fault };
}

/** Says what is wrong with a value that is called `name`, or undefined. */
type Form = (value: unknown, name: string) => string | undefined;

const object =
  (members: Readonly<Record<string, Form>>): Form =>
  (value, name) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return `${name} is no object`;
    return firstFault(
      Object.entries(members).map(([key, form]) =>
        form((value as Record<string, unknown>)[key], `${name}.${key}`),
      ),
    );
  };

const array =
  (form: Form): Form =>
  (value, name) =>
    Array.isArray(value)
      ? firstFault(value.map((item, i) => form(item, `${name}[${i}]`)))
      : `${name} is no array`;

/** Printable text: control characters could steer the terminal that shows it. */
const text: Form = (value, name) =>
  typeof value === "string" && !/\p{Cc}/u.test(value) ? undefined : `${name} is no printable text`;

const count: Form = (value, name) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : `${name} is no number`;

const oneOf =
  (names: readonly string[]): Form =>
  (value, name) =>
    names.some((known) => known === value) ? undefined : `${name} is none of ${names.join(", ")}`;

const action: Form = (value, name) =>
  ACTION_NAMES.some((known) => known === value) ? undefined : `${name} is no action`;

const liveType: Form = (value, name) =>
  Array.isArray(value) &&
  value.every((part) => Object.keys(LIVE_TYPES).includes(String(part))) &&
  isLiveType(value as readonly LiveTypeName[])
    ? undefined
    : `${name} is no type of a live set`;

/** A rate, which may have a fraction. */
const positive: Form = (value, name) =>
  typeof value === "number" && value > 0 && Number.isFinite(value)
    ? undefined
    : `${name} is no number above 0`;

const optional =
  (form: Form): Form =>
  (value, name) =>
    value === null ? undefined : form(value, name);

const firstFault = (faults: readonly (string | undefined)[]): string | undefined =>
  faults.find((fault) => fault !== undefined);

const FORM = object({
  xdpgen: count,
  name: text,
  version: text,
  source: object({ file: text, sha256: text }),
  policy: object({ action, slot: count }),
  rules: array(
    object({
      name: text,
      action,
      statement: optional(oneOf(["monitor", "sample"])),
      at: object({ file: text, line: count, column: count }),
      slot: optional(count),
    }),
  ),
  sets: array(
    object({
      name: text,
      type: liveType,
      capacity: positive,
      timeout: optional(positive),
      map: text,
      elements: count,
    } satisfies Record<keyof ManifestSet, Form>),
  ),
  limiters: array(
    object({
      rule: text,
      map: text,
      rate: positive,
      unit: oneOf(["packets", "bytes"]),
      burst: positive,
      per: array(text),
      keys: positive,
    } satisfies Record<keyof ManifestLimiter, Form>),
  ),
} satisfies Record<keyof Manifest, Form>);
