import type { Diagnostic } from "../../diagnostics/index.js";
import { detach } from "../../kernel/detach.js";
import { findInterface } from "../../kernel/interface.js";
import type { Mode } from "../../kernel/modes.js";
import { withNetns } from "../../kernel/netns.js";
import { underNetnsLock } from "../../kernel/netns-lock.js";
import { confirm } from "../confirm/confirm.js";
import { NO_LOSSES, type Losses } from "../attach/losses.js";
import { attachObject, type AttachFirewallOptions, type AttachReport } from "./attach-object.js";
import type { Connection } from "./connection.js";
import { byName, createCounter, createCounters, type Counter } from "./counter.js";
import { expectSuccessor, pathOf } from "./definition.js";
import { drops, type Dropped, type DropsOptions } from "./drops.js";
import { createLiveSetHandle } from "./live-set-handle.js";

/** What can be said about the program that comes: the mode stays. */
export type ReplaceOptions = Pick<AttachFirewallOptions, "monitor" | "fresh" | "confirm" | "allowLockout">;

/** Another generated client, as a module. */
export interface ClientModule<Next> {
  attach(ifname: string, options?: AttachFirewallOptions): Promise<Next>;
}

/**
 * A program on an interface. State is the kernel's: it stays when this is closed or the process ends. When somebody attaches the same
 * program again this goes over to that; when another one takes the place, everything fails with XG680.
 */
export interface Firewall<Counters, Sets> {
  readonly interface: string;
  readonly mode: Mode;
  /** By the rules' names. */
  readonly counters: Counters;
  /** What no rule decided. */
  readonly policy: Counter;
  /** By their names. */
  readonly sets: Sets;
  /** Warnings of attaching: generic mode instead of native, an interface that is down. */
  readonly warnings: readonly Diagnostic[];
  /** What of the program that was there did not go on. */
  readonly losses: Losses;
  /** The packets that are dropped, while they are; one process at a time can watch a program (XG641). */
  drops(
    options?: DropsOptions<Extract<keyof Counters, string>>,
  ): AsyncGenerator<Dropped<Extract<keyof Counters, string>>, void, undefined>;
  /**
   * Puts another program in the place of this one with no moment in between; counters of rules that stay, live sets and limits go on.
   * Given a client's module: resolves to its firewall, and this one is closed.
   */
  replace<Next>(next: ClientModule<Next>, options?: ReplaceOptions): Promise<Next>;
  /** The same with an object's path: it must have all rules and live sets of this one (XG681), which goes on with it. */
  replace(object: string | URL, options?: ReplaceOptions): Promise<this>;
  /** What was attached with `confirm` stays. Fails with XG663 when nothing waits, or not any more. */
  confirm(): Promise<void>;
  /** Takes the program off the interface, and closes this. */
  detach(): Promise<void>;
  /** Gives back what this has open, and ends `drops()`; the program stays. */
  close(): void;
  [Symbol.dispose](): void;
}

/** The firewall of a connection; the types of its counters and sets are the generated client's to say. */
export function createFirewall<Counters, Sets>(
  connection: Connection,
  { diagnostics, losses }: AttachReport = { diagnostics: [], losses: NO_LOSSES },
): Firewall<Counters, Sets> {
  const { ifname, where } = connection;
  const { netns } = where;
  const { sets } = connection.program().manifest;
  const closing = new AbortController();
  const close = (): void => {
    closing.abort();
    connection.close();
  };

  async function replaceObject(object: string | URL, options: ReplaceOptions): Promise<void> {
    const path = pathOf(object);
    const { manifest } = connection.program();
    await attachObject(
      ifname,
      path,
      { ...options, netns },
      (next) => expectSuccessor(manifest, next.manifest, path),
      (_report, next) => connection.follow(next.manifest),
    );
  }

  const firewall: Firewall<Counters, Sets> = {
    interface: ifname,
    get mode() {
      return connection.program().mode;
    },
    counters: createCounters(connection) as Counters,
    policy: createCounter(connection, ({ policy }) => policy.slot),
    sets: byName(sets.map(({ name }) => [name, createLiveSetHandle(connection, name)])) as Sets,
    warnings: diagnostics,
    losses,
    drops({ signal, ...options } = {}) {
      const signals = signal === undefined ? [closing.signal] : [closing.signal, signal];
      return drops(connection, { ...options, signal: AbortSignal.any(signals) }) as never; // the rules are those of the client
    },
    async replace(next: ClientModule<unknown> | string | URL, options: ReplaceOptions = {}) {
      if (typeof next === "string" || next instanceof URL) {
        await replaceObject(next, options);
        return firewall as never;
      }
      connection.program(); // only what is this client's is replaced
      const after = await next.attach(ifname, { ...options, netns });
      close();
      return after as never;
    },
    async confirm() {
      connection.program();
      await confirm(ifname, where);
    },
    async detach() {
      await underNetnsLock(netns, () => {
        connection.program();
        withNetns(netns, () => detach(findInterface(ifname, netns), { force: false }));
      });
      close();
    },
    close,
    [Symbol.dispose]: close,
  };
  return firewall;
}
