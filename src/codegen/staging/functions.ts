import { randomBytes, randomInt, randomUUID } from "node:crypto";

/** The first statement of every function of the rules: by it they are known among all others. */
export const DIRECTIVE = "xdpgen rules";

const OF_RULES = new WeakMap<object, boolean>();

type AnyFunction = (...given: readonly unknown[]) => unknown;

const sourceOf = (body: object): string => Function.prototype.toString.call(body);

/** Whether a function stands in a module of the rules that has been rewritten. */
export function isOfRules(body: object): boolean {
  const known = OF_RULES.get(body);
  if (known !== undefined) return known;
  const found = sourceOf(body).includes(DIRECTIVE);
  OF_RULES.set(body, found);
  return found;
}

/** Whether a function is JavaScript's own, or one of another that has been bound. */
export const isNative = (body: object): boolean => /\{\s*\[native code\]\s*\}\s*$/.test(sourceOf(body));

const text = (name: unknown): string =>
  typeof name === "string" || typeof name === "symbol" ? String(name) : "";

/** What a function is called in messages. */
export const nameOf = (body: { readonly name?: unknown }, name?: unknown): string =>
  `${text(name) || text(body.name) || "a function"}()`;

/* eslint-disable @typescript-eslint/unbound-method -- they are compared, and never called */

/** What comes to something else each time that it is called: its answer would stand in the kernel for ever. */
const CHANGING: ReadonlySet<unknown> = new Set<unknown>([
  Math.random,
  Date,
  Date.now,
  performance.now,
  globalThis.crypto.getRandomValues,
  globalThis.crypto.randomUUID,
  process.hrtime,
  process.hrtime.bigint,
  process.uptime,
  process.cpuUsage,
  process.memoryUsage,
  randomBytes,
  randomInt,
  randomUUID,
]);

/** Whether a call has another outcome each time: `new Date("2026-01-01")` has not. */
export const isChanging = (body: unknown, given: readonly unknown[]): boolean =>
  CHANGING.has(body) && !(body === Date && given.length > 0);

/** What JavaScript's own functions hand on untouched: their callbacks and arguments may be packet data. */
export const HANDS_ON: ReadonlySet<AnyFunction> = new Set<unknown>([
  Array.prototype.map,
  Array.prototype.flatMap,
  Array.prototype.forEach,
  Array.prototype.reduce,
  Array.prototype.reduceRight,
  Array.prototype.push,
  Array.prototype.unshift,
  Array.prototype.pop,
  Array.prototype.shift,
  Array.prototype.concat,
  Array.prototype.slice,
  Array.prototype.splice,
  Array.prototype.at,
  Array.prototype.flat,
  Array.prototype.fill,
  Array.prototype.reverse,
  Array.prototype.entries,
  Array.prototype.keys,
  Array.prototype.values,
  Array.from,
  Array.of,
  Object.entries,
  Object.keys,
  Object.values,
  Object.assign,
  Object.freeze,
  Object.fromEntries,
  Set.prototype.forEach,
  Set.prototype.values,
  Set.prototype.entries,
  Map.prototype.forEach,
  Map.prototype.keys,
  Map.prototype.values,
  Map.prototype.entries,
]) as ReadonlySet<AnyFunction>;

/** What changes the object that it is called on. */
const CHANGES_OBJECT: ReadonlySet<unknown> = new Set<unknown>([
  Array.prototype.push,
  Array.prototype.pop,
  Array.prototype.shift,
  Array.prototype.unshift,
  Array.prototype.splice,
  Array.prototype.sort,
  Array.prototype.reverse,
  Array.prototype.fill,
  Array.prototype.copyWithin,
  Set.prototype.add,
  Set.prototype.delete,
  Set.prototype.clear,
  Map.prototype.set,
  Map.prototype.delete,
  Map.prototype.clear,
]);

/** What changes a regular expression that looks for more than one place. */
const SEARCHES: ReadonlySet<unknown> = new Set<unknown>([RegExp.prototype.exec, RegExp.prototype.test]);

/** Whether a call changes the object that it is called on. */
export const changesObject = (body: unknown, self: unknown): boolean =>
  CHANGES_OBJECT.has(body) || (SEARCHES.has(body) && self instanceof RegExp && (self.global || self.sticky));

/** Whether each call of a function makes an iterator. */
export const isGenerator = (body: object): boolean =>
  Object.prototype.toString.call(body) === "[object GeneratorFunction]";

/** What calls functions when the predicate has come to its end. */
const LATER: ReadonlySet<unknown> = new Set<unknown>([
  setTimeout,
  setInterval,
  setImmediate,
  queueMicrotask,
  process.nextTick,
  Promise,
  Promise.prototype.then,
  Promise.prototype.catch,
  Promise.prototype.finally,
]);

const isAsync = (body: unknown): boolean =>
  typeof body === "function" && Object.prototype.toString.call(body).startsWith("[object Async");

/** What a call puts off, as messages name it; undefined when it ends as it should. What is refused later is shown by nobody. */
export function putOff(body: unknown, given: readonly unknown[]): string | undefined {
  if (LATER.has(body)) return nameOf(body as { readonly name?: unknown });
  return [body, ...given].some(isAsync) ? "an async function" : undefined;
}

/** What changes its first argument. */
export const CHANGES_ARGUMENT: ReadonlySet<unknown> = new Set<unknown>([
  Object.assign,
  Object.defineProperty,
  Object.defineProperties,
  Object.setPrototypeOf,
  Object.freeze,
  Reflect.set,
  Reflect.defineProperty,
  Reflect.deleteProperty,
]);
