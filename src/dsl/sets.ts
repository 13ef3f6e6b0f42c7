import { callSite } from "./call-site.js";
import type { LinesDecl, SetDecl } from "./declarations.js";

/** What `set(name, source)` makes: values that rules share under one name. */
export interface SetOf<Source = unknown> extends SetDecl {
  readonly source: Source;
}

/** What `lines(path)` makes: elements that are read from a file when the program is built. */
export interface Lines extends LinesDecl {
  readonly path: string;
}

/** Options of `lines(…)`. */
export interface LinesOptions {
  /** The only family that the file may have addresses of; without it both may stand there, mixed. */
  readonly family?: "ipv4" | "ipv6";
}

/** What the source of a set must be: a sentence when it is an array of nothing. */
type NotNothing<Source> = Source extends readonly [] ? "a set needs at least one value" : unknown;

/**
 * Values under a name, for one rule or several: `set("admins", ["192.0.2.1", "10.0.0.0/8"])`,
 * `set("blocklist", lines("lists/bad.txt"))`. The array takes what the methods of the fields take: values, ranges, arrays, and
 * `lines(…)` among them. Addresses of both families may stand together: each field takes those of its own.
 *
 * The name has lower-case letters, digits, - and _, starts with a letter, and belongs to one set.
 */
export function set<const Source extends readonly unknown[] | Lines>(
  name: string,
  source: Source & NotNothing<Source>,
): SetOf<Source> {
  return Object.freeze({ kind: "set", name, source, places: [], span: callSite() });
}

/**
 * The elements of a text file, one a line, for a set: addresses and prefixes of both families, MAC addresses, numbers, and
 * `first-last` for ranges of addresses or numbers. What follows `#` or `;` is a comment.
 *
 * A path that starts with ./ or ../ is relative to the file that calls this, any other to the project's root: the folder with
 * package.json.
 */
export function lines(path: string, options: LinesOptions = {}): Lines {
  return Object.freeze({ kind: "lines", path, options, places: [], span: callSite() });
}
