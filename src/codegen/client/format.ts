/**
 * prettier enters here alone, as the parts that it takes for TypeScript; this file is loaded when a client is written, and not before.
 * Babel's parser is half as large as TypeScript's own.
 */
import * as babel from "prettier/plugins/babel";
import * as estree from "prettier/plugins/estree";
import { format as prettier } from "prettier/standalone";

/** TypeScript as prettier writes it by its own settings: users' prettier leaves it as it is, or turns it into theirs. */
export const format = (text: string): Promise<string> =>
  prettier(text, { parser: "babel-ts", plugins: [babel, estree] });
