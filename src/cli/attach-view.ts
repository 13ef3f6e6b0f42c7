import { isLossless } from "../runtime/attach/losses.js";
import type { There } from "./attach-all.js";
import { lossesJson, lossesText } from "./losses-view.js";

/** The event of a program that has been attached. */
export function attachedJson({ prepared, mode, program, replaced, losses, guard, monitor }: There): object {
  return {
    event: "attached",
    interface: prepared.on.name,
    mode,
    monitor,
    name: prepared.object.manifest.name,
    object: prepared.object.path,
    program: { id: program.id, tag: program.tag },
    replaced: replaced === undefined ? null : { id: replaced.id, tag: replaced.tag, name: replaced.name },
    lost: isLossless(losses) ? null : lossesJson(losses),
    confirmUntil: guard?.until.toISOString() ?? null,
  };
}

/** The same in words. */
export function attachedText({
  prepared,
  mode,
  program,
  replaced,
  losses,
  guard,
  monitor,
}: There): readonly string[] {
  const instead = replaced === undefined ? "" : `, in place of program id ${replaced.id}`;
  return [
    `attached ${prepared.object.path} to ${prepared.on.name}: ${mode} mode, program id ${program.id}${instead}`,
    ...(monitor ? ["it only monitors: it counts what it would drop, and drops nothing"] : []),
    ...lossesText(losses, "has ended").map((line) => `  ${line}`),
    ...(guard === undefined ? [] : [`it waits to be confirmed until ${guard.until.toISOString()}`]),
  ];
}
