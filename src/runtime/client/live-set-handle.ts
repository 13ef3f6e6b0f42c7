import { fail } from "../../diagnostics/index.js";
import { afterNetnsLock } from "../../kernel/netns-lock.js";
import type { ManifestSet } from "../../manifest/index.js";
import { elementAt, type LiveElement, type LiveSetType, type LiveTypeName } from "../../packet/index.js";
import type { CheckLiveLiteral } from "../../packet/live-literals.js";
import { DURATION_EXPECTED, parseDuration, type Duration } from "../../util/duration.js";
import { recordsFrom } from "../set-elements.js";
import type { OpenSet, SetEntry } from "../sets.js";
import type { Connection } from "./connection.js";

/** The kind of a live set from its type in the manifest: `["ipv4"]` is `"ipv4"`, pairs stay. */
type KindOf<Type extends LiveSetType> = Type extends readonly [infer One extends LiveTypeName] ? One : Type;

type ValueOf<Name extends LiveTypeName> = Name extends "ipv4" | "ipv6" | "mac" ? string : number;

/** An element: text or a port's number; of pairs text with a blank between, or an array of both values. */
export type ElementOf<Type extends LiveSetType> = Type extends readonly [
  infer A extends LiveTypeName,
  infer B extends LiveTypeName,
]
  ? string | readonly [ValueOf<A>, ValueOf<B>]
  : ValueOf<Type[0]>;

/** One element itself when it is good, otherwise a sentence. */
type One<Type extends LiveSetType, E> = CheckLiveLiteral<KindOf<Type>, E>;

/** An array of elements, with a sentence in the place of what is not good. */
type Many<Type extends LiveSetType, E extends readonly unknown[]> = {
  readonly [I in keyof E]: CheckLiveLiteral<KindOf<Type>, E[I]>;
};

/** How long elements stay; without it the time that the rules say. */
export interface StayOptions {
  readonly for?: Duration;
}

/**
 * A live set of a program that runs; every change counts for the next packet. Literals are checked by the compiler, other text when it
 * comes (XG671). An array is many elements, also of pairs: `add([["192.0.2.1", 80]])`, `add("192.0.2.1 80")`.
 */
export interface LiveSetHandle<Type extends LiveSetType> {
  readonly capacity: number;
  /** How many elements are there; all are looked at. */
  readonly size: number;
  /** Adds, or gives what is there another time. Resolves to how many were new. Fails with XG675 when there is no room for all. */
  add<const E extends string | number, const A extends readonly unknown[]>(
    elements: One<Type, E> | Many<Type, A>,
    options?: StayOptions,
  ): Promise<number>;
  /** Takes out. Resolves to how many were there. */
  delete<const E extends string | number, const A extends readonly unknown[]>(
    elements: One<Type, E> | Many<Type, A>,
  ): Promise<number>;
  /** Whether this very element is there, not a prefix around it; once it is not, no packet finds it any more. */
  has<const E extends string | number>(element: One<Type, E>): Promise<boolean>;
  /** What is there, sorted by value, with the milliseconds that it stays yet. */
  list(): Promise<readonly SetEntry[]>;
  /** Takes everything out in one step. Resolves to how many there were. */
  flush(): Promise<number>;
  /** Puts these in the place of all others in one step: no packet sees a mix. Fails with XG676 when there is no room, and XG660. */
  replace(elements: Iterable<ElementOf<Type>>, options?: StayOptions): Promise<void>;
}

/** The untyped form of a handle: what is behind every `LiveSetHandle<…>`. */
type AnyHandle = Record<"add" | "delete" | "has" | "list" | "flush" | "replace", unknown> &
  Pick<LiveSetHandle<LiveSetType>, "capacity" | "size">;

/** The handle of the set with this name in the program that runs at the moment. */
export function createLiveSetHandle(connection: Connection, name: string): AnyHandle {
  const { netns } = connection.where;
  const now = <T>(act: (set: OpenSet) => T): T => connection.apply(name, act);
  /** Everything that is wrong comes as a rejection. */
  const soon = <T>(act: (set: OpenSet) => T): Promise<T> => new Promise((resolve) => resolve(now(act)));
  const unlocked = <T>(act: (set: OpenSet) => T): Promise<T> => afterNetnsLock(netns, () => now(act));
  return {
    get capacity() {
      return now(({ set }) => set.capacity);
    },
    get size() {
      return now((set) => set.count());
    },
    add: (given: unknown, options?: StayOptions) =>
      soon((set) => set.add(recordsFrom(set.set, many(given)), staying(set.set, options))),
    delete: (given: unknown) => soon((set) => set.delete(recordsFrom(set.set, many(given)))),
    has: (given: unknown) => soon((set) => set.has(elementFrom(set.set, textOf(given)))),
    list: () => soon((set) => set.list()),
    flush: () => unlocked((set) => set.flush()),
    replace: (given: Iterable<unknown>, options?: StayOptions) => {
      const texts = [...given].map(textOf);
      return unlocked((set) => set.replace(recordsFrom(set.set, texts), staying(set.set, options)));
    },
  };
}

const many = (given: unknown): readonly string[] =>
  Array.isArray(given) ? given.map(textOf) : [textOf(given)];

const textOf = (given: unknown): string => (Array.isArray(given) ? given.join(" ") : String(given));

function elementFrom(set: ManifestSet, text: string): LiveElement {
  return elementAt(recordsFrom(set, [text]).lanes, 0, set.type);
}

function staying({ timeout }: ManifestSet, options: StayOptions | undefined): number | undefined {
  const text = options?.for;
  if (text === undefined) return timeout ?? undefined;
  return parseDuration(text) ?? fail("XG682", { value: JSON.stringify(text), expected: DURATION_EXPECTED });
}
