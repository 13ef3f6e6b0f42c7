/**
 * Makes an SVG picture of what a command really prints on a terminal:
 *
 *     jiti scripts/render-terminal.ts docs/demo.svg npm run --silent demo
 *
 * The picture is text, so it can be selected and stays sharp. Exit code: the command's own; a command that
 * fails makes no picture.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createAnsiSequenceParser, createColorPalette, type ParseToken } from "ansi-sequence-parser";

const FONT_SIZE = 13;
const LINE_HEIGHT = 18;
/** The width of a character of a monospace font, as a part of its size. */
const ASPECT = 0.602;
const PADDING = 16;
const TITLE_BAR = 34;
const COLUMNS_AT_LEAST = 80;

const BACKGROUND = "#1b1f27";
const FOREGROUND = "#d5dae3";
const TITLE = "#8b93a3";
const BUTTONS = ["#ec6a5e", "#f4bf4f", "#61c554"];
const palette = createColorPalette({
  black: "#2b303b",
  red: "#f0717b",
  green: "#8ccf7e",
  yellow: "#e5c76b",
  blue: "#67b0e8",
  magenta: "#c47fd5",
  cyan: "#6cbfbf",
  white: "#d5dae3",
  brightBlack: "#7d8696",
  brightRed: "#f0717b",
  brightGreen: "#8ccf7e",
  brightYellow: "#e5c76b",
  brightBlue: "#67b0e8",
  brightMagenta: "#c47fd5",
  brightCyan: "#6cbfbf",
  brightWhite: "#ffffff",
});

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function span({ value, foreground, decorations }: ParseToken): string {
  const style = [
    foreground === null ? "" : ` fill="${palette.value(foreground)}"`,
    decorations.has("bold") ? ' font-weight="bold"' : "",
    decorations.has("dim") ? ' fill-opacity="0.65"' : "",
  ].join("");
  return style === "" ? escape(value) : `<tspan${style}>${escape(value)}</tspan>`;
}

/**
 * The picture of a terminal window.
 *
 * @param title stands in the title bar
 * @param output what a program printed, with its SGR colours; other control sequences are left out
 */
function renderTerminal(title: string, output: string): string {
  const parser = createAnsiSequenceParser();
  const lines = output
    .replaceAll("\r", "")
    .trimEnd()
    .split("\n")
    .map((line) => parser.parse(line));
  const widthOf = (tokens: readonly ParseToken[]): number =>
    tokens.reduce((sum, token) => sum + token.value.length, 0);
  const columns = Math.max(COLUMNS_AT_LEAST, ...lines.map(widthOf));
  const width = Math.ceil(columns * FONT_SIZE * ASPECT + 2 * PADDING);
  const height = TITLE_BAR + lines.length * LINE_HEIGHT + PADDING;

  const buttons = BUTTONS.map(
    (fill, index) => `<circle cx="${18 + index * 20}" cy="17" r="6" fill="${fill}"/>`,
  );
  const rows = lines.flatMap((tokens, index) => {
    if (widthOf(tokens) === 0) return [];
    const y = TITLE_BAR + (index + 1) * LINE_HEIGHT - 5;
    return `<text x="${PADDING}" y="${y}">${tokens.map(span).join("")}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
      ` font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${FONT_SIZE}" xml:space="preserve">`,
    `<title>${escape(title)}</title>`,
    `<style>text { white-space: pre; fill: ${FOREGROUND} }</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
    ...buttons,
    `<text x="${width / 2}" y="21" text-anchor="middle" style="fill: ${TITLE}">${escape(title)}</text>`,
    ...rows,
    "</svg>\n",
  ].join("\n");
}

const [file, command, ...args] = process.argv.slice(2);
if (file === undefined || command === undefined) {
  console.error("usage: render-terminal.ts <picture.svg> <command> [argument…]");
  process.exit(2);
}
const title = [command, ...args.filter((argument) => argument !== "--silent")].join(" ");
const { status, stdout } = spawnSync(command, args, {
  encoding: "utf8",
  env: { ...process.env, FORCE_COLOR: "1" },
  stdio: ["ignore", "pipe", "inherit"],
});
if (status === 0) writeFileSync(file, renderTerminal(title, stdout));
else console.error(`${title}: exit code ${status}, so ${file} is as it was`);
process.exitCode = status ?? 1;
