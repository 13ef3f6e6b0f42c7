import { drop, lines, set } from "xdpgen";

// What the types know to be empty does not compile.
const nothing: string[] = [];

export default [
  drop("array").ipv4Src(set("nothing", nothing)),
  drop("list").ipv4Src(set("comments", lines("./comments.txt"))),
];
