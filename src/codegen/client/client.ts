import {
  Project,
  StructureKind,
  VariableDeclarationKind,
  type InterfaceDeclarationStructure,
  type SourceFileStructure,
} from "../ts-morph.js";
import type { Manifest } from "../../manifest/index.js";
import { counterInterface } from "./counter-interface.js";
import { CLIENT_FILE } from "./file-name.js";
import { setInterface } from "./set-interface.js";
import { typeName } from "./type-name.js";

/**
 * The program's client for Node, as TypeScript that is still to be formatted: `attach`, `open`, and the types of its counters and live
 * sets. Everything in it comes from the manifest, so the same rules give the same text.
 */
export function clientText(manifest: Manifest): string {
  const project = new Project({ useInMemoryFileSystem: true });
  return project.createSourceFile(CLIENT_FILE, sourceOf(manifest)).getFullText();
}

function sourceOf(manifest: Manifest): SourceFileStructure {
  const { name, version, source, rules, sets } = manifest;
  const type = typeName(name);
  const types: InterfaceDeclarationStructure[] = [counterInterface(manifest), setInterface(manifest)];
  return {
    kind: StructureKind.SourceFile,
    statements: [
      `/* ${name} from Node: made by xdpgen ${version} from ${commentText(source.file)}. Change that file and build again; do not edit this one. */`,
      {
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier: "xdpgen/runtime",
        namedImports: [
          "attachFirewall",
          "openFirewall",
          // What is not used is not imported: users' own settings may forbid it.
          ...[
            "AttachFirewallOptions",
            ...(rules.length > 0 ? ["Counter"] : []),
            "Firewall",
            ...(sets.length > 0 ? ["LiveSetHandle"] : []),
            "Where",
          ].map((typed) => ({ name: typed, isTypeOnly: true })),
        ],
      },
      ...types.map((t) => ({ ...t, isExported: true })),
      {
        kind: StructureKind.TypeAlias,
        name: type,
        type: "Firewall<Counters, Sets>",
        isExported: true,
        docs: [{ description: `${name} on an interface: counters, live sets, dropped packets.` }],
      },
      {
        kind: StructureKind.VariableStatement,
        leadingTrivia: "\n",
        declarationKind: VariableDeclarationKind.Const,
        declarations: [
          {
            name: "definition",
            initializer: `{ name: ${JSON.stringify(name)}, sha256: ${JSON.stringify(source.sha256)}, object: new URL("xdp.o", import.meta.url) }`,
          },
        ],
        docs: [{ description: "What was built, and where its object is: beside this file." }],
      },
      {
        kind: StructureKind.Function,
        name: "attach",
        isExported: true,
        parameters: [
          { name: "ifname", type: "string" },
          { name: "options", type: "AttachFirewallOptions", hasQuestionToken: true },
        ],
        returnType: `Promise<${type}>`,
        statements: ["return attachFirewall<Counters, Sets>(definition, ifname, options);"],
        docs: [
          {
            description: `Puts ${name} on an interface, in the place of what xdpgen has there. It stays when this process ends; \`detach()\` takes it off.`,
          },
        ],
      },
      {
        kind: StructureKind.Function,
        name: "open",
        isExported: true,
        parameters: [
          { name: "ifname", type: "string" },
          { name: "where", type: "Where", hasQuestionToken: true },
        ],
        returnType: type,
        statements: ["return openFirewall<Counters, Sets>(definition, ifname, where);"],
        docs: [{ description: `Opens ${name} where it runs already.` }],
      },
    ],
  };
}

/** Text that cannot end a comment. */
const commentText = (text: string): string => text.replaceAll("*/", "* /");
