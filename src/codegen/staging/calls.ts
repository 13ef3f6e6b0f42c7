import { math, toNumber } from "./arithmetic.js";
import { ARRAY_METHODS, has } from "./collections.js";
import {
  CHANGES_ARGUMENT,
  changesObject,
  HANDS_ON,
  isChanging,
  isGenerator,
  isNative,
  isOfRules,
  nameOf,
  putOff,
} from "./functions.js";
import { asBoolean } from "./logic.js";
import { present } from "./packet.js";
import { OWN_FUNCTIONS } from "./payload.js";
import { checkObject, made, speculate } from "./replay.js";
import { refuse, staging, type Site } from "./state.js";
import { isPacketData, textOf } from "./values.js";

type AnyFunction = (...given: readonly unknown[]) => unknown;

/** How deep packet data is looked for in what is handed to functions that are not of the rules. */
const DEPTH = 4;

/** Packet data in a value: itself, in an array, or in an object. */
function findData(value: unknown, depth = DEPTH): unknown {
  if (isPacketData(value)) return value;
  if (depth === 0 || typeof value !== "object" || value === null) return undefined;
  const members: readonly unknown[] =
    value instanceof Set || value instanceof Map ? [...value.values()] : Object.values(value);
  for (const member of members) {
    const found = findData(member, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Calls a function that is not of the rules; nothing of the packet may go in, and nothing may come up while it is under way. */
function callForeign(name: string, given: readonly unknown[], call: () => unknown, site: Site): unknown {
  const data = given.map((value) => findData(value)).find((found) => found !== undefined);
  if (data !== undefined) refuse("XG263", { what: `${textOf(data)}, given to ${name},` }, site);
  staging.foreign.push(name);
  try {
    return call();
  } finally {
    staging.foreign.pop();
  }
}

function refuseLater(body: unknown, given: readonly unknown[], site: Site): void {
  const what = putOff(body, given);
  if (what !== undefined) refuse("XG276", { what }, site);
}

/** A call while a predicate is staged; `self` is what it is called on. */
function callStaged(
  body: unknown,
  self: unknown,
  name: unknown,
  given: readonly unknown[],
  site: Site,
): unknown {
  const call = () => Reflect.apply(body as AnyFunction, self, given);
  if (typeof body !== "function")
    return refuse("XG275", { error: `${site.text} calls what is no function` }, site);
  refuseLater(body, given, site);
  if (isChanging(body, given)) refuse("XG271", { what: site.text }, site);
  if (OWN_FUNCTIONS.has(body)) return call();
  if (isOfRules(body)) return isGenerator(body) ? made(call()) : speculate(call, site);
  const method = Array.isArray(self) ? ARRAY_METHODS.get(body) : undefined;
  if (method !== undefined) return method(self as readonly unknown[], given, site);
  if (changesObject(body, self) && typeof self === "object" && self !== null)
    checkObject(self, site.text.split(`.${String(name)}`)[0]!, site);
  if (CHANGES_ARGUMENT.has(body) && typeof given[0] === "object" && given[0] !== null)
    checkObject(given[0], `what ${nameOf(body)} is given`, site);
  const [first] = given;
  if (isPacketData(first)) {
    if (body === Set.prototype.has || body === Map.prototype.has)
      return has(self as ReadonlySet<unknown>, first, site);
    if (body === Number) return toNumber(first, site);
    if (body === Boolean)
      return asBoolean(present(first, site), site) === undefined
        ? refuse("XG269", { what: textOf(first) }, site)
        : present(first, site);
  }
  if (self === Math && given.some(isPacketData)) return math(String(name), given, site);
  if (HANDS_ON.has(body as AnyFunction)) return made(call());
  if (body === Function.prototype.call || body === Function.prototype.apply) {
    const [target, ...more] = given;
    const handed = body === Function.prototype.call ? more : [...((more[0] ?? []) as unknown[])];
    return callStaged(self, target, undefined, handed, site);
  }
  const inside = isNative(body) && Array.isArray(self) ? [...given, ...(self as unknown[])] : given;
  return callForeign(nameOf(body, name), inside, call, site);
}

/** `body(…)` */
export function call(body: unknown, given: readonly unknown[], site: Site): unknown {
  if (staging.run === undefined) return (body as AnyFunction)(...given);
  staging.site = site;
  return callStaged(body, undefined, undefined, given, site);
}

/** `self.name(…)` */
export function callMethod(self: unknown, name: PropertyKey, given: readonly unknown[], site: Site): unknown {
  const holder = self as Record<PropertyKey, AnyFunction>;
  if (staging.run === undefined) return holder[name]!(...given);
  staging.site = site;
  const body: unknown = holder[name];
  return callStaged(body, self, name, given, site);
}

/** `new Body(…)` */
export function construct(body: unknown, given: readonly unknown[], site: Site): unknown {
  const make = () => Reflect.construct(body as new () => object, given) as unknown;
  if (staging.run === undefined) return make();
  staging.site = site;
  if (typeof body !== "function") return make();
  refuseLater(body, given, site);
  if (isChanging(body, given)) refuse("XG271", { what: site.text }, site);
  if (isOfRules(body)) return made(make());
  return made(callForeign(`new ${nameOf(body)}`, given, make, site));
}
