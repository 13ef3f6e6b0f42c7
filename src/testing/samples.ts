import { fieldRow, type FieldName, type HeaderLocation } from "../packet/index.js";
import { assemble } from "./frames.js";
import { writeBits } from "../frames/fields.js";
import { CARRIERS, type Carrier } from "./samples/carriers.js";
import { valuesOf } from "./samples/operators.js";
import { WORKED_OUT, type Sample } from "./samples/worked-out.js";

export { hostileFrames } from "./samples/hostile.js";
export { operatorsOf, type OperatorSample } from "./samples/operators.js";
export type { Sample } from "./samples/worked-out.js";

/**
 * Frames in which the field has each of the values that matter to `operatorsOf(field)`: header fields are written
 * into every frame that carries their header. What the frames then are (a changed header length moves TCP) is for
 * the decoder to say.
 */
export function fieldSamples(name: FieldName): Sample[] {
  const { location, bits, protocol } = fieldRow(name);
  const values = valuesOf(name);
  if (location.kind === "header")
    return CARRIERS[protocol].flatMap((carrier) =>
      values.map((value) => ({ label: `${name} ${value}`, frame: write(carrier, location, bits, value) })),
    );
  const make = WORKED_OUT[name];
  if (make === undefined)
    throw new Error(`${name} is in no header, so WORKED_OUT must say how to make frames of it`);
  return values.flatMap((value) =>
    make(value).map((sample) => ({ ...sample, label: `${name} ${value}, ${sample.label}` })),
  );
}

/** The carrier's frame with `value` in the bits of the field. */
function write(
  { layers, header }: Carrier,
  location: HeaderLocation,
  bits: number,
  value: bigint,
): Uint8Array {
  const { bytes, starts } = assemble(layers);
  writeBits(bytes, starts[header]!, location, bits, value);
  return bytes;
}
