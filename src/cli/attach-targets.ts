import { InvalidArgumentError } from "./command.js";
import { locateObject } from "./built-objects.js";

/** What is to be attached, and where. */
export interface AttachTargets {
  readonly ifnames: readonly string[];
  /** The path of an object. */
  readonly object: string;
}

/**
 * Reads `attach`'s arguments: one interface and perhaps a program, or with `--object` as many interfaces as one likes.
 * Fails like `locateObject`.
 * @throws InvalidArgumentError for more than two without --object, or an interface twice
 */
export function attachTargets(words: readonly string[], object: string | undefined): AttachTargets {
  const [ifname, which, ...more] = words as [string, ...string[]];
  if (object === undefined) {
    if (more.length > 0)
      throw new InvalidArgumentError("the program for several interfaces is named with --object");
    return { ifnames: [ifname], object: locateObject(which, ifname) };
  }
  const twice = words.find((word, i) => words.indexOf(word) < i);
  if (twice !== undefined) throw new InvalidArgumentError(`${twice} is named twice`);
  return { ifnames: words, object: locateObject(object, ifname) };
}
