// Addresses that a service has banned: lab/guarded-service.ts adds them through the client that `xdpgen build` writes.
import { drop, liveSet, ruleset } from "xdpgen";

const bans = liveSet("bans", { type: "ipv4", capacity: 100_000, timeout: "10m" });

export default ruleset({ policy: "pass" }, [drop("banned").ipv4Src(bans)]);
