import { cidr } from "./cidr.js";
import { parseIpv4 } from "./ipv4-address.js";

const GROUPS = 8;

/** Parses RFC 4291 section 2.2 in full (`::`, a dotted end); returns the address or why it is none. */
export function parseIpv6(text: string): bigint | string {
  if (text.includes("%")) return "a zone has no meaning in a packet";
  const halves = text.split("::");
  if (halves.length > 2) return "`::` may stand only once";
  const groups: bigint[][] = [];
  for (const [index, half] of halves.entries()) {
    const parsed = parseGroups(half, index === halves.length - 1);
    if (typeof parsed === "string") return parsed;
    groups.push(parsed);
  }
  const [head = [], tail] = groups;
  if (tail === undefined) {
    if (head.length !== GROUPS) return `it has ${head.length} of 8 groups`;
    return join(head);
  }
  const missing = GROUPS - head.length - tail.length;
  if (missing < 1) return "`::` stands for no group: there are 8 already";
  return join([...head, ...Array<bigint>(missing).fill(0n), ...tail]);
}

const join = (groups: readonly bigint[]) => groups.reduce((address, group) => (address << 16n) | group, 0n);

/** The 16-bit groups of a half; only the last may end in an IPv4 address. */
function parseGroups(half: string, isLast: boolean): bigint[] | string {
  if (half === "") return [];
  const groups: bigint[] = [];
  const words = half.split(":");
  for (const [index, word] of words.entries()) {
    if (isLast && index === words.length - 1 && word.includes(".")) {
      const ipv4 = parseIpv4(word);
      if (typeof ipv4 === "string") return `its last part "${word}" is not an IPv4 address: ${ipv4}`;
      groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    } else if (word === "") {
      return "a group is empty";
    } else if (!/^[0-9a-fA-F]+$/.test(word)) {
      return `"${word}" is not hexadecimal`;
    } else if (word.length > 4) {
      return `"${word}" has more than four digits`;
    } else {
      groups.push(BigInt(`0x${word}`));
    }
  }
  return groups;
}

/** The recommended form of RFC 5952: lower case, the longest run of zeros as `::`. */
export function formatIpv6(address: bigint): string {
  const groups = Array.from(
    { length: GROUPS },
    (_, i) => (address >> BigInt(16 * (GROUPS - 1 - i))) & 0xffffn,
  );
  let best = { start: 0, length: 1 };
  for (let start = 0; start < GROUPS; start++) {
    let length = 0;
    while (groups[start + length] === 0n) length++;
    if (length > best.length) best = { start, length };
  }
  const text = (part: readonly bigint[]) => part.map((group) => group.toString(16)).join(":");
  if (best.length === 1) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}

/** An IPv6 address or a CIDR prefix. 128 bits, host order. `::ffff:a.b.c.d` stays IPv6 and never matches an IPv4 packet. */
export const ipv6Address = cidr({
  name: "ipv6-address",
  expected: "an IPv6 address or prefix in quotes",
  bits: 128,
  code: "XG203",
  parse: parseIpv6,
  format: formatIpv6,
});
