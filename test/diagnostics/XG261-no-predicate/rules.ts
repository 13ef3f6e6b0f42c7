/** What comes to neither true nor false. */
import { drop } from "xdpgen";

export default [
  drop("a value").when(true as never),
  drop("a number").when(((p: { readonly length: number }) => p.length) as never),
  drop("nothing").when((() => undefined) as never),
  drop("promised").when((async () => Promise.resolve(true)) as never),
  drop("one by one").when((function* () {
    yield true;
  }) as never),
];
