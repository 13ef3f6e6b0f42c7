import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Random } from "../../../src/bench/random.js";
import type { Packet } from "./packets.js";

/** Rules by the thousand, as files of a project, and what they mean, worked out without xdpgen. */
export interface LargeRuleset {
  /** The rules file is `rules/<name>.ts`. */
  readonly name: string;
  /** What the files of the project have in them, by their paths in it. */
  readonly files: Readonly<Record<string, string>>;
  readonly rules: number;
  /** The place of the first rule that matches, from 0; null when none does. */
  readonly first: (packet: Packet) => number | null;
  /** A packet that is about one of the rules: in it, at one of its ends, or beside it. */
  readonly draw: (random: Random) => Packet;
}

/** Writes the files of a ruleset into a project, and returns the path of its rules file there. */
export function writeRuleset(
  directory: string,
  { name, files }: Pick<LargeRuleset, "name" | "files">,
): string {
  // The root of the project is where this is: paths of lists begin there.
  const all = { "package.json": "{}\n", ...files };
  for (const [file, content] of Object.entries(all)) {
    const written = path.join(directory, file);
    mkdirSync(path.dirname(written), { recursive: true });
    writeFileSync(written, content);
  }
  return `rules/${name}.ts`;
}

/** Rulesets one after the other as one, in a rules file that imports theirs. */
export function together(name: string, parts: readonly LargeRuleset[]): LargeRuleset {
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, { rules }) => sum + rules, 0));
  const names = parts.map((_, i) => `part${i}`);
  const imports = parts.map((part, i) => `import ${names[i]} from "./${part.name}.js";`);
  const text = `${imports.join("\n")}\n\nexport default [${names.join(", ")}];\n`;
  return {
    name,
    files: Object.assign({ [`rules/${name}.ts`]: text }, ...parts.map(({ files }) => files)) as Record<
      string,
      string
    >,
    rules: parts.reduce((sum, { rules }) => sum + rules, 0),
    first(packet) {
      for (const [i, part] of parts.entries()) {
        const place = part.first(packet);
        if (place !== null) return starts[i]! + place;
      }
      return null;
    },
    draw: (random) => parts[random.below(parts.length)]!.draw(random),
  };
}
