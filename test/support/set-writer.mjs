// A process that changes a live set many times: addresses of its own, and some that all writers change. It fails as soon as one of its own is
// not as it was left, and in the end writes down which should be there. Arguments: interface, network namespace, set, number of the writer, how many changes.
import { findOurProgram, openSet } from "../../dist/runtime/index.js";

const [ifname, netns, name, writer, changes] = process.argv.slice(2);
const set = openSet(findOurProgram(ifname, { netns }), name, { netns });
const address = (block, n) => ({ values: [BigInt(block * 0x1_0000 + n)], length: 32 });
const SHARED = 0x0a_00;
const own = 0x0b_00 + Number(writer);
const there = new Set();
const ended = new Set();
let state = 1 + Number(writer);
const check = (n) => {
  if (ended.has(n) || set.has(address(own, n)) === there.has(n)) return;
  throw new Error(`${n} is ${there.has(n) ? "lost" : "there again"}`);
};
const below = (most) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
};
for (let i = 0; i < Number(changes); i++) {
  const n = below(40);
  const what = below(8);
  check(n);
  if (what < 4) {
    // One of four ends after a second.
    set.add([address(own, n)], what === 0 ? 1000 : undefined);
    (what === 0 ? ended : there).add(n);
    (what === 0 ? there : ended).delete(n);
  } else if (what < 6) {
    set.delete([address(own, n)]);
    there.delete(n);
    ended.delete(n);
  } else if (what === 6) set.add([address(SHARED, n % 20)], undefined);
  else set.delete([address(SHARED, n % 20)]);
  check(n);
}
set.close();
process.stdout.write(JSON.stringify([...there].map((n) => `11.${own & 255}.${n >> 8}.${n & 255}`)));
