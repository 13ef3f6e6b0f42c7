import type { Pass } from "../pass.js";
import { headersOf } from "../facts.js";

/** `tcp().tcpDport(22)`: a packet that has the port is TCP, so the check of the protocol goes. */
export const removeImpliedChecks: Pass = {
  name: "remove-implied-checks",
  run: (program) => ({
    ...program,
    rules: program.rules.map((rule) => {
      const implied = new Set(rule.matches.filter((match) => match.kind === "field").flatMap(headersOf));
      const matches = rule.matches.filter((match) => match.kind === "field" || !implied.has(match.protocol));
      return matches.length === rule.matches.length ? rule : { ...rule, matches };
    }),
  }),
};
