/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0 for any port that is free. */
  readonly port: number;
}

const LOOPBACK = "127.0.0.1";

/** `127.0.0.1:9464`, `[::1]:9464`, `exporter.lan:9464`, `:9464` and `9464` (both of loopback); undefined for anything else. */
export function parseListenAddress(text: string): ListenAddress | undefined {
  const match = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]*)):)?(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) return undefined;
  return { host: match[1] ?? (match[2] === undefined || match[2] === "" ? LOOPBACK : match[2]), port };
}
