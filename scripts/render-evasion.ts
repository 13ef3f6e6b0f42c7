/**
 * Writes docs/evasion.md from what test/evasion measures on this machine. Needs root, and the packages xdp-tools and nftables.
 *
 *   jiti scripts/render-evasion.ts
 */
import { writeFileSync } from "node:fs";
import { runMatrix } from "../test/evasion/matrix.js";
import { PAGE, renderPage } from "../test/evasion/page.js";

writeFileSync(PAGE, await renderPage(await runMatrix()));
