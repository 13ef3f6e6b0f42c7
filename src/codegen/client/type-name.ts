/** The type of a program's client, from the program's name: `web-server` is `WebServer`, `1st` is `Program1st`. */
export function typeName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
  const safe = /^[A-Za-z]/.test(joined) ? joined : `Program${joined}`;
  return TAKEN.has(safe) ? `${safe}Program` : safe;
}

/** Names that the client's file has for something else, or that TypeScript has. */
const TAKEN = new Set([
  "AttachFirewallOptions",
  "Counter",
  "Counters",
  "Firewall",
  "LiveSetHandle",
  "Promise",
  "Sets",
  "URL",
  "Where",
]);
