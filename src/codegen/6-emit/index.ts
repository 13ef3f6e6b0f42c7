import { fail } from "../../diagnostics/index.js";
import type { Program } from "../../ir/index.js";
import { encodeManifest, MANIFEST_SYMBOL } from "../../manifest/index.js";
import { sizeText } from "../../util/text.js";
import type { Plan, PlannedSet } from "../plan.js";
import { SECTION_BYTES, type PlacedTable } from "../table.js";
import type { Identity, XdpSource } from "../source.js";
import { manifestOf } from "./manifest.js";
import { render } from "./render.js";
import { READABLE_CHARACTERS, viewOf } from "./view.js";

export { TEMPLATES } from "./render.js";

/** A section of its own, less a little for what else is constant. */
const MANIFEST_BYTES = SECTION_BYTES - 64 * 1024;

/**
 * Phase 6: writes the plan down as C. `lowered` is the program before the optimiser, for the manifest.
 * @throws DiagnosticError XG312 the manifest is too long for the object
 */
export function emit(plan: Plan, lowered: Program, identity: Identity): XdpSource {
  const manifest = manifestOf(plan, lowered, identity);
  const encoded = encodeManifest(manifest);
  if (encoded.length > MANIFEST_BYTES)
    fail("XG312", { count: manifest.rules.length, bytes: sizeText(encoded.length) });
  const text = render(viewOf(plan, encoded, identity));
  const isText = encoded.length <= READABLE_CHARACTERS;
  const own = isText ? [] : [manifestTable(encoded)];
  return { text, manifest, tables: [...plan.tables, ...plan.live.sets.flatMap(elementsTable), ...own] };
}

/** The first elements of a live set, which nobody but the loader reads. */
const elementsTable = ({ first }: PlannedSet): readonly PlacedTable[] =>
  first === undefined ? [] : [{ symbol: first.symbol, bounded: false, shared: false, pieces: [first] }];

/** A manifest that is written into the object like a table. What is behind it is zero, which is its end. */
function manifestTable(manifest: string): PlacedTable {
  const elements = new TextEncoder().encode(manifest);
  return {
    symbol: MANIFEST_SYMBOL,
    bounded: false,
    shared: false,
    pieces: [{ symbol: MANIFEST_SYMBOL, section: ".rodata", elements }],
  };
}
