/** How long a line of C may become before it is broken, tabs counted as one. */
const WIDTH = 100;

/** What is not to be broken, whole; a place where a line may be; or any other character. */
const PIECES = /"(?:[^"\\]|\\.)*"|\/\*.*?\*\/|( (?=&&|\|\|))|./gs;

/** A statement as lines that are not too long, as far as it has `&&` and `||` to begin one with. */
export function wrapped(statement: string): readonly string[] {
  const indent = `${/^\t*/.exec(statement)![0]}\t\t`;
  const lines: string[] = [];
  let line = "";
  let breakable = -1;
  for (const [piece, place] of statement.matchAll(PIECES)) {
    if (place !== undefined) breakable = line.length;
    line += piece;
    if (line.length <= WIDTH || breakable < 0) continue;
    lines.push(line.slice(0, breakable));
    line = `${indent}${line.slice(breakable + 1)}`;
    breakable = -1;
  }
  return [...lines, line];
}
