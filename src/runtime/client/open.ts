import type { Where } from "../program.js";
import { attachObject, type AttachFirewallOptions } from "./attach-object.js";
import { connect } from "./connection.js";
import { expectProgram, pathOf, type Definition } from "./definition.js";
import { createFirewall, type Firewall } from "./firewall.js";

/**
 * Puts a client's program on an interface, in the place of what xdpgen has there, whose counters, live sets and limits go on.
 * Fails as `xdpgen attach` does, and with XG680 when the object is another one; then nothing has changed.
 */
export async function attachFirewall<Counters, Sets>(
  definition: Definition,
  ifname: string,
  options: AttachFirewallOptions = {},
): Promise<Firewall<Counters, Sets>> {
  const path = pathOf(options.object ?? definition.object);
  return attachObject(
    ifname,
    path,
    options,
    ({ manifest }) => expectProgram(definition, manifest, path),
    (report) => createFirewall<Counters, Sets>(connect(definition, ifname, { netns: options.netns }), report),
  );
}

/** Opens a client's program where it runs. Fails as `findOurProgram`, and with XG680 when another one runs there. */
export function openFirewall<Counters, Sets>(
  definition: Definition,
  ifname: string,
  where: Where = {},
): Firewall<Counters, Sets> {
  return createFirewall<Counters, Sets>(connect(definition, ifname, { netns: where.netns }));
}
