import { choose, or, and, asBoolean, whole } from "./logic.js";
import { compare } from "./compare.js";
import { isAmong } from "./membership.js";
import { attempt, decide, made, noteRead, speculate } from "./replay.js";
import { refuse, type Site } from "./state.js";
import { present } from "./packet.js";
import { booleanOf, dataOf, isPacketData, numberOf, textOf } from "./values.js";

type Callback = (value: unknown, index: number, all: readonly unknown[]) => unknown;

/** A condition of JavaScript: packet data is decided, everything else is true or false by itself. */
export function test(given: unknown, site: Site): boolean {
  const value = present(given, site);
  const data = dataOf(value);
  if (data === undefined) return Boolean(value);
  if (data.kind !== "boolean") return refuse("XG269", { what: textOf(value) }, site);
  return decide(data.expression, site);
}

/** `some` and `every`: the callbacks as one expression, as long as they only come to true or false. */
function anyOrAll(all: readonly unknown[], callback: Callback, stop: boolean, site: Site): unknown {
  let so: unknown = !stop;
  const join = stop ? or : and;
  for (const [i, value] of all.entries()) {
    const ask = () => present(callback(value, i, all), site);
    const one = attempt(ask, site);
    const [a, b] = [asBoolean(so, site), asBoolean(one, site)];
    if (a !== undefined && b !== undefined) {
      if (b.kind === "boolean" && b.value === stop && a.kind === "boolean") return stop;
      so = noteRead(booleanOf(join(a, b, site)));
      continue;
    }
    // What it does has to be done after what came before, and only then.
    if (test(so, site) === stop || test(ask(), site) === stop) return stop;
    so = !stop;
  }
  const expression = asBoolean(so, site);
  return expression?.kind === "boolean" ? expression.value : so;
}

type ArrayMethod = (all: readonly unknown[], given: readonly unknown[], site: Site) => unknown;

const callbackOf = (given: unknown, thisArgument: unknown): Callback => {
  if (given === Boolean) return (value) => value;
  return (value, i, all) => (given as Callback).call(thisArgument, value, i, all);
};

const searching =
  (found: (all: readonly unknown[], i: number) => unknown, backwards: boolean): ArrayMethod =>
  (all, [callback, thisArgument], site) => {
    const call = callbackOf(callback, thisArgument);
    const indices = [...all.keys()];
    const hit = (backwards ? indices.reverse() : indices).find((i) =>
      test(
        speculate(() => call(all[i], i, all), site),
        site,
      ),
    );
    return found(all, hit ?? -1);
  };

const at = (all: readonly unknown[], i: number) => (i < 0 ? undefined : all[i]);
const index = (_: readonly unknown[], i: number) => i;

/** Methods of arrays that look at what they are given or at what their callback comes to. */
export const ARRAY_METHODS: ReadonlyMap<unknown, ArrayMethod> = new Map<unknown, ArrayMethod>([
  [
    Array.prototype.some,
    (all, [callback, self], site) => anyOrAll(all, callbackOf(callback, self), true, site),
  ],
  [
    Array.prototype.every,
    (all, [callback, self], site) => anyOrAll(all, callbackOf(callback, self), false, site),
  ],
  [Array.prototype.find, searching(at, false)],
  [Array.prototype.findIndex, searching(index, false)],
  [Array.prototype.findLast, searching(at, true)],
  [Array.prototype.findLastIndex, searching(index, true)],
  [
    Array.prototype.filter,
    (all, [callback, self], site) => {
      const call = callbackOf(callback, self);
      return made(
        all.filter((value, i) =>
          test(
            speculate(() => call(value, i, all), site),
            site,
          ),
        ),
      );
    },
  ],
  [
    Array.prototype.includes,
    (all, [wanted, ...more], site) => {
      if (!isPacketData(wanted) && !all.some(isPacketData))
        return all.includes(wanted, ...(more as number[]));
      if (more.length > 0) refuse("XG263", { what: site.text }, site);
      return isAmong(all, wanted, site);
    },
  ],
  [
    Array.prototype.indexOf,
    (all, [wanted, ...more], site) => {
      if (!isPacketData(wanted) && !all.some(isPacketData)) return all.indexOf(wanted, ...(more as number[]));
      if (more.length > 0) refuse("XG263", { what: site.text }, site);
      return all.reduceRight<unknown>((otherwise, value, i) => {
        const equal = compare("===", wanted, value, site);
        const data = dataOf(equal);
        if (data?.kind !== "boolean") return equal === true ? i : otherwise;
        return choose(data.expression, numberOf(whole(BigInt(i), site.span)), otherwise, site);
      }, -1);
    },
  ],
]);

/** `has` of a set or a map that is known beforehand. */
export const has = (
  collection: ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>,
  wanted: unknown,
  site: Site,
): unknown => isAmong([...collection.keys()], wanted, site);
