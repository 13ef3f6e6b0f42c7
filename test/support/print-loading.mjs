// Prints the URL of every module that is loaded, through import or require.
import Module, { register } from "node:module";
import { writeSync } from "node:fs";

const hooks = `
  import { writeSync } from "node:fs";
  export async function load(url, context, next) {
    writeSync(1, url + "\\n");
    return next(url, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const load = Module._load;
Module._load = function (request, ...rest) {
  writeSync(1, `require:${request}\n`);
  return load.call(this, request, ...rest);
};
