import type { Manifest } from "../../manifest/index.js";
import type { Count } from "../counter-slots.js";
import type { Connection } from "./connection.js";

/** What a rule, or the policy, has counted: read whenever it is asked for, over all processors. */
export interface Counter {
  readonly packets: bigint;
  /** Bytes of the frames, Ethernet headers included. */
  readonly bytes: bigint;
  /** Both, as they are at one moment. */
  read(): Count;
}

/** The counter of the slot that `slotOf` finds in the program that runs at the moment. */
export function createCounter(
  connection: Connection,
  slotOf: (manifest: Manifest) => number | null,
): Counter {
  const read = (): Count => {
    const { reader, manifest } = connection.counters();
    return reader.readSlot(slotOf(manifest));
  };
  return {
    get packets() {
      return read().packets;
    },
    get bytes() {
      return read().bytes;
    },
    read,
  };
}

/** The counters of all rules by their names. */
export function createCounters(connection: Connection): object {
  const { rules } = connection.program().manifest;
  const counters = rules.map(({ name }): [string, Counter] => [
    name,
    createCounter(connection, (manifest) => manifest.rules.find((rule) => rule.name === name)?.slot ?? null),
  ]);
  return byName(counters);
}

/** An object with these members and no others: a rule may be called `constructor`, or `__proto__`. */
export function byName<T>(entries: readonly (readonly [string, T])[]): object {
  const object = Object.create(null) as object;
  for (const [name, value] of entries) Object.defineProperty(object, name, { value, enumerable: true });
  return Object.freeze(object);
}
