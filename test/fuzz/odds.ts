import fc from "fast-check";

/** The usual value in half of the cases, otherwise one of the others. */
export const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(fc.constant(usual), fc.constantFrom(...others));

/** Something in one of `oneIn` cases, undefined in the others. */
export const onceIn = <T>(oneIn: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary }, { weight: oneIn - 1, arbitrary: fc.constant(undefined) });

/** Any item of a list, which can be long. */
export const oneOf = <T>(list: readonly T[]): fc.Arbitrary<T> =>
  fc.nat(list.length - 1).map((index) => list[index]!);
