import type { Port } from "xdpgen";

export const isScanned = (port: Port): boolean => port < 1024 && ![22, 80, 443].includes(port);
