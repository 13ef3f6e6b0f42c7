import { describe, expect, test } from "vitest";
import { parseListenAddress } from "../../../../src/cli/metrics/listen-address.js";
import { formatFor } from "../../../../src/cli/metrics/negotiation.js";

describe("the format follows the Accept header", () => {
  test.each([
    [undefined, "prometheus"],
    ["", "prometheus"],
    ["*/*", "prometheus"],
    ["text/plain", "prometheus"],
    ["application/openmetrics-text", "openmetrics"],
    ["application/openmetrics-text; version=1.0.0; charset=utf-8", "openmetrics"],
    ['Application/OpenMetrics-Text; version="1.0.0"', "openmetrics"],
    ["application/openmetrics-text; version=2.0.0", "prometheus"],
    ["application/openmetrics-text;q=0", "prometheus"],
    ["text/plain;q=0.9, application/openmetrics-text;q=0.5", "prometheus"],
    ["application/openmetrics-text;q=nonsense", "prometheus"],
    // What Prometheus sends.
    [
      "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
      "openmetrics",
    ],
  ] as const)("%s: %s", (accept, format) => expect(formatFor(accept)).toBe(format));
});

describe("an address to listen on", () => {
  test.each([
    ["127.0.0.1:9464", "127.0.0.1", 9464],
    ["[::1]:9464", "::1", 9464],
    ["exporter.lan:80", "exporter.lan", 80],
    [":9464", "127.0.0.1", 9464],
    ["9464", "127.0.0.1", 9464],
    ["0.0.0.0:0", "0.0.0.0", 0],
  ])("%s", (text, host, port) => expect(parseListenAddress(text)).toEqual({ host, port }));
  test.each([
    "",
    ":",
    "eth0",
    "127.0.0.1",
    "127.0.0.1:",
    "::1:9464",
    "a:65536",
    "a b:1",
    "a:-1",
    "http://a:1",
  ])("%o is none", (text) => expect(parseListenAddress(text)).toBeUndefined());
});
