/** Whether the lab's subnet is free. Docker gives its own networks addresses from the same range. */
import { run, runOk } from "./run.js";
import { NETWORK, SERVICES } from "./services.js";

/** The part of `docker network inspect` that is read here. */
interface DockerNetwork {
  readonly Name: string;
  readonly IPAM: { readonly Config: readonly { readonly Subnet?: string }[] | null };
}

/** What is in the way of the containers and how to mend it, or undefined when nothing is. */
export async function findClash(): Promise<string | undefined> {
  const ids = (await runOk(["docker", "network", "ls", "--quiet"])).split("\n").filter((id) => id !== "");
  const networks = JSON.parse(await runOk(["docker", "network", "inspect", ...ids])) as DockerNetwork[];
  for (const { Name, IPAM } of networks) {
    const subnet = IPAM.Config?.find(
      (config) => config.Subnet !== undefined && overlaps(config.Subnet),
    )?.Subnet;
    if (subnet !== undefined)
      return `The Docker network ${Name} has ${subnet}, and the lab needs ${NETWORK.subnet}. Remove it first: docker network rm ${Name}`;
  }

  const routes = JSON.parse(await runOk(["ip", "-json", "-4", "route", "show"])) as {
    dst: string;
    dev: string;
  }[];
  const route = routes.find(({ dst }) => dst !== "default" && overlaps(dst));
  if (route !== undefined)
    return `This machine reaches ${route.dst} through ${route.dev}, and the lab needs ${NETWORK.subnet}. Remove that route first, or use the demo without --compose.`;

  for (const name of Object.keys(SERVICES).map((service) => `svc-${service}`)) {
    if ((await run(["docker", "container", "inspect", name])).exitCode === 0)
      return `There is a container ${name} that is not the lab's. Remove it first: docker rm -f ${name}`;
  }
  return undefined;
}

/** Whether an IPv4 subnet such as `172.20.0.0/16`, or a single address, shares addresses with the lab's. */
export function overlaps(subnet: string): boolean {
  const [address, length] = parse(subnet);
  const [own, ownLength] = parse(NETWORK.subnet);
  const shorter = Math.min(length, ownLength);
  // Shifting by 32 is shifting by 0 in JavaScript, hence the division.
  const network = (value: number): number => Math.floor(value / 2 ** (32 - shorter));
  return network(address) === network(own);
}

function parse(subnet: string): readonly [address: number, length: number] {
  const [address = "", length = "32"] = subnet.split("/");
  return [address.split(".").reduce((value, part) => value * 256 + Number(part), 0), Number(length)];
}
