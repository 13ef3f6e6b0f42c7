import { buildingChecks } from "./building.js";
import type { Check } from "./check.js";
import { interfaceChecks } from "./interface.js";
import { loadingChecks } from "./loading.js";
import { PRIVILEGE_CHECKS } from "./privileges.js";
import { buildProbe } from "./probe.js";

/** Every check, in the order of the report; without an interface those about one are left out. */
export function checksFor(ifname: string | undefined, netns: string | undefined): readonly Check[] {
  let built: ReturnType<typeof buildProbe> | undefined;
  const probe = (): ReturnType<typeof buildProbe> => (built ??= buildProbe());
  return [
    ...buildingChecks(probe),
    ...PRIVILEGE_CHECKS,
    ...loadingChecks(probe),
    ...(ifname === undefined ? [] : interfaceChecks(ifname, netns)),
  ];
}
