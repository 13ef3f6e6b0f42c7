/** Who has to act on a message; the command line gives each kind its own exit code. */
export type Cause =
  "rules" | "difference" | "usage" | "environment" | "privilege" | "kernel" | "occupied" | "internal";

export type Severity = "error" | "warning" | "info";

interface MessageRow {
  readonly severity: Severity;
  readonly cause: Cause;
  /** The sentence a user reads; `{word}` stands for an argument. */
  readonly text: string;
  /** What to do about it. */
  readonly hint?: string;
}

const row = <const R extends MessageRow>(r: R): R => r;

/**
 * Every message that a user can get, by its code. A code is never given a second meaning.
 * XG1xx reading and running the rules file, XG2xx values and rules, XG3xx the ruleset as a whole, XG4xx building,
 * XG5xx objects and loading, XG6xx interfaces and attaching, XG7xx the command line,
 * XG8xx captures and frames.
 */
export const MESSAGES = {
  XG101: row({
    severity: "error",
    cause: "usage",
    text: "there is no rules file {path}",
    hint: "give the path of a TypeScript file that default-exports rules; `xdpgen init` writes one to start from",
  }),
  XG102: row({ severity: "error", cause: "rules", text: "{message}" }),
  XG103: row({ severity: "error", cause: "rules", text: "syntax error: {message}" }),
  XG104: row({
    severity: "error",
    cause: "rules",
    text: "{file} has no default export",
    hint: 'export the rules: `export default drop().ipv4Src("172.20.0.11");`',
  }),
  XG105: row({
    severity: "error",
    cause: "rules",
    text: "the default export is {what}, not a rule",
    hint: "export a rule, an array of rules, or ruleset({ … }, [ … ])",
  }),
  XG106: row({ severity: "error", cause: "rules", text: "the rules file threw {error}" }),
  XG201: row({
    severity: "error",
    cause: "rules",
    text: '"{literal}" is not an IPv4 address: {reason}',
    hint: 'four decimal numbers from 0 to 255 with dots between them, and a prefix length if wanted: "192.0.2.1", "10.0.0.0/8"',
  }),
  XG202: row({
    severity: "error",
    cause: "rules",
    text: '"{literal}" has bits set to the right of its prefix length',
    hint: 'the network is "{network}"; for the one address write it without the prefix length',
  }),
  XG203: row({
    severity: "error",
    cause: "rules",
    text: '"{literal}" is not an IPv6 address: {reason}',
    hint: 'eight groups of hexadecimal digits, `::` for a run of zeros (RFC 4291), and a prefix length if wanted: "2001:db8::1", "2001:db8::/32"',
  }),
  XG204: row({
    severity: "error",
    cause: "rules",
    text: '"{literal}" is not a MAC address: {reason}',
    hint: 'six pairs of hexadecimal digits with `:` or `-` between them: "02:42:ac:14:00:0b"',
  }),
  XG205: row({
    severity: "error",
    cause: "rules",
    text: "{value} is out of range for {field}: {min} to {max}",
  }),
  XG206: row({ severity: "error", cause: "rules", text: "{field} takes {expected}, not {given}" }),
  XG207: row({
    severity: "error",
    cause: "rules",
    text: '{field} knows no "{name}"{suggestion}',
    hint: "{known}",
  }),
  XG208: row({
    severity: "error",
    cause: "rules",
    text: "{field} was given no value, so the rule would match nothing",
    hint: "give at least one value, or leave the match out",
  }),
  XG209: row({
    severity: "error",
    cause: "rules",
    text: "range({first}, {last}) runs backwards",
    hint: "write range({last}, {first}): both ends belong to the range",
  }),
  XG210: row({
    severity: "warning",
    cause: "rules",
    text: "{value} is in this list more than once",
    hint: "remove one of the two; the rule stays the same",
  }),
  XG211: row({
    severity: "error",
    cause: "rules",
    text: "{field} has no order, so range(…) means nothing here",
    hint: "list the values",
  }),
  XG212: row({
    severity: "error",
    cause: "rules",
    text: "not(…) stands alone: it cannot be one of several values",
    hint: 'chain two matches, both must hold: .{field}("…").{field}(not("…"))',
  }),
  XG213: row({
    severity: "error",
    cause: "rules",
    text: "this rule already matches {first}; it can never match {second} too",
    hint: "no packet is both: make two rules",
  }),
  XG214: row({
    severity: "error",
    cause: "rules",
    text: 'there are two rules with the name "{name}", the first at {first}',
    hint: "counters are shown by name: give each rule its own",
  }),
  XG215: row({ severity: "error", cause: "rules", text: "{given} is not a name for a rule: {reason}" }),
  XG216: row({
    severity: "error",
    cause: "rules",
    text: "ruleset(…): {option} takes {expected}, not {given}",
  }),
  XG217: row({
    severity: "error",
    cause: "rules",
    text: "tcpFlags: {reason}",
    hint: '{ syn: true, ack: false }, { any: ["syn", "fin"] }, { all: ["syn", "fin"] }, { exact: ["syn"] } or "syn"',
  }),
  XG218: row({
    severity: "error",
    cause: "rules",
    text: "ruleset(…) was given {given} where a rule should stand",
  }),
  XG219: row({
    severity: "error",
    cause: "rules",
    text: "ruleset(…) has no option {option}{suggestion}",
    hint: "it knows {known}",
  }),

  XG220: row({
    severity: "error",
    cause: "rules",
    text: "{given} is not a name for a set",
    hint: "1 to 63 lower-case letters, digits, - and _, starting with a letter",
  }),
  XG221: row({
    severity: "error",
    cause: "rules",
    text: "cannot read the list {path}: {reason}",
    hint: "it was looked for at {place}; a path that starts with ./ is relative to the file with lines(…), any other to the project's root",
  }),
  XG222: row({
    severity: "error",
    cause: "rules",
    text: "{what} is empty: a rule about it would match nothing",
    hint: "give it at least one element, or leave the rule out until there is one",
  }),
  XG223: row({
    severity: "error",
    cause: "rules",
    text: 'the set "{set}" has no {wanted}, so {field} would match nothing',
    hint: "it has addresses of the other family alone",
  }),
  XG224: row({
    severity: "error",
    cause: "rules",
    text: "and {count} of {file} are wrong",
    hint: "the first {shown} are listed",
  }),
  XG225: row({
    severity: "error",
    cause: "rules",
    text: '"{literal}" is an {found} address, and this list is to have {family} alone',
    hint: "remove the line, or the option family: then each field takes the addresses of its own family",
  }),
  XG226: row({
    severity: "error",
    cause: "rules",
    text: 'the set "{set}" has {count} elements; {most} are the most',
    hint: "join neighbouring addresses into prefixes, or split the list into several sets with a rule each",
  }),
  XG227: row({
    severity: "info",
    cause: "rules",
    text: 'the set "{set}" repeats itself: of {count} {gone} left out',
    hint: "the rules stay the same without them",
  }),
  XG228: row({ severity: "error", cause: "rules", text: "{call}(…) takes {expected}, not {given}" }),
  XG229: row({
    severity: "error",
    cause: "rules",
    text: 'there are two sets with the name "{name}", the first at {first}',
    hint: "give each its own name, or make it once and use it in several rules",
  }),

  XG230: row({
    severity: "error",
    cause: "rules",
    text: "{call}(…) has no option {option}{suggestion}",
    hint: "it knows {known}",
  }),
  XG231: row({
    severity: "error",
    cause: "rules",
    text: "{given} is not the type of a live set",
    hint: "{known}, or a pair of them that fits 64 bits or begins with ipv6 and ends with a port",
  }),
  XG232: row({
    severity: "error",
    cause: "rules",
    text: "a live set cannot have room for {given} elements",
    hint: "capacity is a whole number from 1 to {most}; its memory is taken when the program is attached",
  }),
  XG233: row({
    severity: "error",
    cause: "rules",
    text: "{call}(…): {option} takes no {given}",
    hint: "it takes {expected}",
  }),
  XG234: row({
    severity: "error",
    cause: "rules",
    text: '{given} is no element of the live set "{set}": {reason}',
    hint: "its type is {type}",
  }),
  XG235: row({
    severity: "error",
    cause: "rules",
    text: 'the live set "{set}" begins with {count} and has room for {capacity}',
    hint: "give it a larger capacity: elements are added while it runs",
  }),
  XG236: row({
    severity: "error",
    cause: "rules",
    text: "a live set stands alone: it cannot be one of several values",
    hint: "make a rule of its own for the other values",
  }),
  XG237: row({
    severity: "error",
    cause: "rules",
    text: 'the live set "{set}" has no {fields}: its type is {type}',
    hint: "{usage}",
  }),
  XG238: row({
    severity: "error",
    cause: "rules",
    text: "{given} is no share of packets",
    hint: "{call}(1 / 100) is one of a hundred: a number above 0, and at most 1",
  }),
  XG239: row({
    severity: "error",
    cause: "rules",
    text: "{given} is no rate",
    hint: 'packets or bytes in a second, a minute or an hour: "1000/s", "90/m", "10MB/s", "100Mbit/s"; from one an hour to a thousand million packets or 100 GB a second',
  }),
  XG240: row({
    severity: "error",
    cause: "rules",
    text: "{given} is no burst for a rate of {rate}",
    hint: "{expected} that may come at once; at least 1, and no more than come in 365 days",
  }),
  XG241: row({
    severity: "error",
    cause: "rules",
    text: "{call}(…): {given} is no key{suggestion}",
    hint: 'a field, or its first bits: "ipv4Src", "ipv4Src/24"; or an array of two of them',
  }),
  XG242: row({
    severity: "error",
    cause: "rules",
    text: "over(…) cannot follow {given} keys",
    hint: "a whole number from 1 to {most}; its memory is taken when the program is attached",
  }),
  XG243: row({
    severity: "error",
    cause: "rules",
    text: "a rule can have one {call}(…)",
    hint: "make two rules",
  }),
  XG244: row({
    severity: "error",
    cause: "rules",
    text: 'thenBan(…): {key} be added to the live set "{set}", whose type is {type}',
    hint: "say what becomes the element with the option key, or ban in another set",
  }),
  XG245: row({
    severity: "error",
    cause: "rules",
    text: "sample(…) decides nothing, so thenBan(…) would never happen",
    hint: "ban from a rule that drops or passes",
  }),

  XG260: row({
    severity: "error",
    cause: "rules",
    text: "when(…) was given a function that has not been translated",
    hint: "a predicate is a function in a TypeScript file of the rules, not one of a package; in vitest the plugin has to be there: plugins: [xdpgen()] in vitest.config.ts, from xdpgen/vitest/plugin",
  }),
  XG261: row({
    severity: "error",
    cause: "rules",
    text: "when(…) takes a function that returns true or false, not {given}",
    hint: "(packet) => packet.tcp.dport === 22; every way through it returns a boolean",
  }),
  XG262: row({ severity: "error", cause: "rules", text: "{what} has no {member}{suggestion}" }),
  XG263: row({
    severity: "error",
    cause: "rules",
    text: "{what} is known when a packet comes, and a value is needed here when the rules are built",
    hint: "packet data can be calculated with, compared and tested; it has no text, is no key, and no function of a package gets it",
  }),
  XG264: row({
    severity: "error",
    cause: "rules",
    text: "{text} is always {value}: {what} is {least} to {most}",
  }),
  XG265: row({
    severity: "error",
    cause: "rules",
    text: "{left} cannot be compared with {right}",
    hint: "numbers with numbers of their kind, addresses with addresses in quotes, true or false with true or false",
  }),
  XG266: row({
    severity: "error",
    cause: "rules",
    text: "{text} may be no whole number, and the kernel has no others",
    hint: "Math.floor(a / b) is a whole number; instead of a fraction multiply the other side",
  }),
  XG267: row({
    severity: "error",
    cause: "rules",
    text: "{text} cannot be calculated in every packet: {reason}",
    hint: "keep it out where it is used, with Math.max(x, 1), Math.abs(x) or x > 0 ? x : 1: an if before it is not looked at",
  }),
  XG268: row({
    severity: "error",
    cause: "rules",
    text: "how often this loop goes round depends on the packet ({what})",
    hint: "loops go over what is known when the rules are built; leave one with `if (…) break`",
  }),
  XG269: row({
    severity: "error",
    cause: "rules",
    text: "{what} is neither true nor false",
    hint: "write what is meant: !== 0",
  }),
  XG270: row({
    severity: "error",
    cause: "rules",
    text: "a predicate cannot change {what}: {reason}",
    hint: "the function runs once for every way through it when the rules are built, and never again: let it change its own variables alone",
  }),
  XG271: row({
    severity: "error",
    cause: "rules",
    text: "{what} comes to something else each time, so it is no question about a packet",
    hint: "chance is .sample(1 / 100); what has to be worked out once belongs outside of the function",
  }),
  XG272: row({
    severity: "error",
    cause: "rules",
    text: "there are more than {most} ways through this predicate",
    hint: "every independent if doubles them: join conditions with && and ||, or make several rules",
  }),
  XG273: row({
    severity: "error",
    cause: "rules",
    text: "this predicate is too large: it has more than {most} parts, or more than {depth} within each other",
    hint: "make several rules of it, and ask for many values with in(…) or includes(…)",
  }),
  XG274: row({
    severity: "error",
    cause: "rules",
    text: "packet data comes up inside of {call}, which is none of the rules' functions and would take it for true",
    hint: "use the methods of arrays (some, every, find, filter, map, reduce), or write the function in a file of the rules",
  }),
  XG275: row({
    severity: "error",
    cause: "rules",
    text: "the predicate cannot be worked out: {error}",
  }),
  XG276: row({
    severity: "error",
    cause: "rules",
    text: "a predicate cannot use {what}",
    hint: "it has to come to true or false in the kernel, for every packet",
  }),
  XG277: row({
    severity: "error",
    cause: "rules",
    text: "the payload cannot be asked for {given}",
    hint: "it takes {expected}",
  }),
  XG279: row({
    severity: "error",
    cause: "rules",
    text: '"{given}" is written "{usual}" in packets, and === compares text',
    hint: "write it so, or ask {what}.in(…), which takes every spelling",
  }),
  XG280: row({
    severity: "error",
    cause: "rules",
    text: '{what} is never "{given}": that stands for many values',
    hint: 'ask {what}.in("{given}")',
  }),
  XG281: row({
    severity: "error",
    cause: "rules",
    text: "{op} is not for {what}",
    hint: "{hint}",
  }),

  XG301: row({
    severity: "error",
    cause: "rules",
    text: 'rule "{rule}" can never match: {reason}',
    hint: "all matches of a rule must hold at once; for one or the other list both values in one match, or make two rules",
  }),
  XG302: row({
    severity: "warning",
    cause: "rules",
    text: 'rule "{rule}" never decides: every packet it matches has been decided by "{earlier}" at {at}',
    hint: "move it up, or remove it",
  }),
  XG303: row({
    severity: "error",
    cause: "rules",
    text: "the ruleset has no rules and passes everything",
    hint: 'add a rule, or set ruleset({ policy: "drop" }, [])',
  }),
  XG310: row({
    severity: "error",
    cause: "usage",
    text: "the tables need {needed} of kernel memory, more than the {limit} that are allowed: {largest}",
    hint: "allow more with --memory, or make the lists shorter: networks instead of single addresses",
  }),
  XG311: row({
    severity: "error",
    cause: "usage",
    text: "{count} rules have to be compared one after the other, which is more than a program can hold, from {rule} on",
    hint: "rules about one field each, or about the same few fields, are looked up instead: docs/strategies.md",
  }),
  XG312: row({
    severity: "error",
    cause: "usage",
    text: "the names and places of {count} rules are too long to be kept in the program: {bytes} of 4 MiB",
    hint: "put values of one purpose into a set, and have one rule for it",
  }),
  XG313: row({
    severity: "error",
    cause: "rules",
    text: 'the predicate of "{rule}" is too large for the kernel: about {size} instructions, and {most} are the most',
    hint: "divide it among several rules, or put the values that it compares with into a set",
  }),

  XG401: row({
    severity: "error",
    cause: "environment",
    text: "cannot find clang",
    hint: "install it (Debian, Ubuntu: apt install clang; Fedora: dnf install clang; macOS: brew install llvm), or set XDPGEN_CLANG to its path; `xdpgen doctor` shows what else is missing",
  }),
  XG402: row({
    severity: "error",
    cause: "environment",
    text: "clang {version} is too old: xdpgen needs {needed} or newer",
    hint: "install a newer one and set XDPGEN_CLANG to its path",
  }),
  XG403: row({
    severity: "error",
    cause: "internal",
    text: "clang refused the generated C{rule}: this is a bug in xdpgen, not in your rules",
    hint: "please report it with {log}",
  }),
  XG404: row({
    severity: "error",
    cause: "environment",
    text: "the header {header} is missing",
    hint: "install the headers (Debian, Ubuntu: apt install libbpf-dev linux-libc-dev; Fedora: dnf install libbpf-devel kernel-headers)",
  }),
  XG405: row({
    severity: "error",
    cause: "environment",
    text: "cannot write {path}: {reason}",
    hint: "what was there before is unchanged",
  }),
  XG406: row({
    severity: "error",
    cause: "usage",
    text: '"{name}" cannot be the name of a program: {reason}',
    hint: "lower-case letters, digits, - and _, starting with a letter; choose one with --name",
  }),
  XG407: row({
    severity: "error",
    cause: "environment",
    text: "this clang cannot compile for BPF ({path})",
    hint: "Apple's clang has no BPF target: `brew install llvm` and set XDPGEN_CLANG to its clang",
  }),

  XG501: row({
    severity: "error",
    cause: "usage",
    text: "there is no object {path}",
    hint: "build it first: xdpgen build rules/{name}.ts",
  }),
  XG502: row({
    severity: "error",
    cause: "usage",
    text: "{path} was not built by xdpgen: {reason}",
    hint: "attach takes an xdp.o that `xdpgen build` wrote, or the name of one",
  }),
  XG503: row({
    severity: "error",
    cause: "usage",
    text: "{path} is damaged: {reason}",
    hint: "build it again",
  }),
  XG504: row({
    severity: "error",
    cause: "usage",
    text: "{what} has a manifest of version {found}; this xdpgen reads version {known}",
    hint: "build it again with this xdpgen, or use the xdpgen that built it",
  }),
  XG505: row({
    severity: "error",
    cause: "kernel",
    text: "the kernel's verifier refused the program{rule}: {message}",
    hint: "this is a bug in xdpgen, not in your rules: please report it with the log in {log}",
  }),
  XG506: row({
    severity: "error",
    cause: "kernel",
    text: "this kernel ({release}) cannot load the program: {reason}",
    hint: "xdpgen needs Linux 5.15 or newer; `xdpgen doctor` shows what this one has",
  }),
  XG507: row({
    severity: "error",
    cause: "environment",
    text: "cannot load {library}: {reason}",
    hint: "install libbpf (Debian, Ubuntu: apt install libbpf1; Fedora: dnf install libbpf)",
  }),
  XG508: row({
    severity: "error",
    cause: "environment",
    text: "attaching needs Linux; this is {platform}",
    hint: "check, build and test the rules here, and attach the object on a Linux machine",
  }),
  XG509: row({
    severity: "error",
    cause: "usage",
    text: "nothing has been built in {path}",
    hint: "build first (xdpgen build rules/block-a.ts), or give the path of an object",
  }),
  XG510: row({
    severity: "error",
    cause: "usage",
    text: "which of the programs in {path} was built last is not to be seen: {names}",
    hint: "say which: xdpgen attach {ifname} {first}",
  }),

  XG601: row({
    severity: "error",
    cause: "usage",
    text: "there is no interface {ifname}{where}",
    hint: "{known}",
  }),
  XG602: row({
    severity: "warning",
    cause: "usage",
    text: "{ifname} is down: the program is attached and sees packets once it is up",
    hint: "ip link set {ifname} up",
  }),
  XG603: row({
    severity: "error",
    cause: "privilege",
    text: "{operation} needs {capabilities}, which this process does not have",
    hint: "run it with sudo, or in a container with --cap-add NET_ADMIN --cap-add SYS_ADMIN",
  }),
  XG604: row({
    severity: "error",
    cause: "occupied",
    text: "{ifname} already runs an XDP program that is not ours: {program} (id {id}, {mode})",
    hint: "it stays as it is; to replace it pass --takeover, to look at it: bpftool prog show id {id}",
  }),
  XG605: row({
    severity: "error",
    cause: "occupied",
    text: "{ifname} already runs a program in {found} mode; it cannot have one in {wanted} mode at the same time",
    hint: "replace it in its own mode (--mode {found}), or detach it first: xdpgen detach {ifname}",
  }),
  XG606: row({
    severity: "warning",
    cause: "kernel",
    text: "{ifname} runs the program in generic mode: native mode was refused ({reason})",
    hint: "{advice}",
  }),
  XG607: row({ severity: "error", cause: "usage", text: "{ifname} runs no XDP program" }),
  XG608: row({
    severity: "error",
    cause: "occupied",
    text: "the program on {ifname} changed while this command was at work",
    hint: "nothing was changed; look with `xdpgen status {ifname}` and try again",
  }),
  XG609: row({
    severity: "error",
    cause: "usage",
    text: "there is no network namespace {netns}: {reason}",
    hint: "`ip netns list` shows the named ones; a path such as /proc/<pid>/ns/net works too",
  }),
  XG610: row({
    severity: "error",
    cause: "kernel",
    text: "the kernel refused to attach to {ifname} in {mode} mode: {reason}",
    hint: "{advice}",
  }),
  XG611: row({
    severity: "error",
    cause: "occupied",
    text: "{ifname} is held by a BPF link (id {id}); only its owner can replace or remove the program",
    hint: "`bpftool link show id {id}` says whose it is",
  }),
  XG612: row({
    severity: "error",
    cause: "occupied",
    text: "{ifname} runs an XDP program that is not ours: {program} (id {id}, {mode})",
    hint: "it stays as it is; to remove it all the same pass --force",
  }),
  XG613: row({ severity: "error", cause: "usage", text: "{ifname} disappeared" }),
  XG614: row({
    severity: "error",
    cause: "occupied",
    text: "{ifname} runs a program that is not ours, {program} (id {id}): it has no counters that xdpgen can read",
    hint: "bpftool prog show id {id} says more about it",
  }),

  XG641: row({
    severity: "error",
    cause: "occupied",
    text: "somebody else is watching {ifname}",
    hint: "one process can watch a program at a time; whoever was killed makes room after 3 seconds",
  }),
  XG642: row({
    severity: "error",
    cause: "occupied",
    text: "the program on {ifname} (id {id}) cannot be watched: it shows no packets",
    hint: "build it again with this xdpgen, and attach it",
  }),
  XG643: row({
    severity: "error",
    cause: "occupied",
    text: "a program that is not ours took the place of the one that was watched on {ifname}: {program} (id {id})",
    hint: "bpftool prog show id {id} says more about it",
  }),
  XG644: row({
    severity: "error",
    cause: "occupied",
    text: "the program on {ifname} was detached while it was watched",
    hint: "attach it again, and watch again: xdpgen attach {ifname}",
  }),
  XG645: row({
    severity: "error",
    cause: "usage",
    text: 'the program on {ifname} has no rule "{rule}"',
    hint: "{known}",
  }),
  XG646: row({
    severity: "error",
    cause: "usage",
    text: 'rule "{rule}" never shows a packet: earlier rules decide all that it would match',
    hint: "`xdpgen check` says which ones",
  }),

  XG651: row({
    severity: "error",
    cause: "usage",
    text: "cannot listen on {address}: {reason}",
    hint: "choose another address or port: --listen 127.0.0.1:9465",
  }),
  XG652: row({
    severity: "error",
    cause: "environment",
    text: "cannot write {path}: {reason}",
    hint: "what was in it stays; the folder must be there, and be writable",
  }),

  XG660: row({
    severity: "error",
    cause: "occupied",
    text: "another xdpgen has been changing the interfaces of this network namespace for {seconds} s: {who}",
    hint: "nothing was changed; try again when it has ended",
  }),
  XG661: row({
    severity: "error",
    cause: "rules",
    text: "this would cut off {who}: {what} would be dropped by {rule}",
    hint: "nothing was changed; let the packets pass with a rule before it, or attach all the same with --allow-lockout (from Node: allowLockout)",
  }),
  XG662: row({
    severity: "error",
    cause: "occupied",
    text: "{ifname} waits for another confirmation, until {until}",
    hint: "nothing was changed; xdpgen confirm {ifname} keeps what runs there now, and without it what was there before comes back then",
  }),
  XG663: row({
    severity: "error",
    cause: "usage",
    text: "nothing on {ifname} waits to be confirmed",
    hint: "either it was confirmed already, or the time was over and what was there before runs again: xdpgen status {ifname}",
  }),
  XG664: row({
    severity: "info",
    cause: "usage",
    text: "nothing of the program on {ifname} (id {id}) goes on: counters, sets and limiters start anew",
    hint: "another version of xdpgen built it, or its counters are not those that it speaks of",
  }),
  XG665: row({
    severity: "warning",
    cause: "environment",
    text: "whether {ifname} would cut off who is connected cannot be told: {reason}",
    hint: "install iproute2, which says what leads over an interface, or try with --confirm 60s",
  }),
  XG666: row({
    severity: "info",
    cause: "usage",
    text: "what ran before runs again on {ifnames}",
    hint: "several interfaces are changed together or not at all",
  }),
  XG667: row({
    severity: "error",
    cause: "environment",
    text: "the process that goes back without a confirmation did not start: {reason}",
    hint: "nothing was changed; without --confirm the program stays",
  }),
  XG668: row({
    severity: "error",
    cause: "occupied",
    text: "{ifname} could not be brought back to what it ran: something else runs there by now",
    hint: "xdpgen status {ifname} says what",
  }),

  XG670: row({
    severity: "error",
    cause: "usage",
    text: 'the program on {ifname} has no live set "{set}"',
    hint: "it has {names}",
  }),
  XG671: row({
    severity: "error",
    cause: "usage",
    text: "{reason}",
    hint: "the set {set} has {expected}; this command changes nothing",
  }),
  XG672: row({
    severity: "error",
    cause: "usage",
    text: "{count} of stdin were wrong",
    hint: "the others were taken",
  }),
  XG673: row({
    severity: "error",
    cause: "usage",
    text: "cannot read the elements in {file}: {reason}",
    hint: "nothing was changed; what comes out of a pipe is read with --file -",
  }),
  XG674: row({
    severity: "error",
    cause: "usage",
    text: "the map of the live set {set} on {ifname} is not what the program's manifest says",
    hint: "something else made it; xdpgen leaves it alone",
  }),
  XG675: row({
    severity: "error",
    cause: "kernel",
    text: "there is no room in {set}: it has {count} of {capacity} elements, and {wanted} more are wanted",
    hint: "take some out, or give the set a larger capacity in the rules, build and attach: its elements go over; {done}",
  }),
  XG676: row({
    severity: "error",
    cause: "kernel",
    text: "there is no room in {set} for all of the elements: it can have {capacity}",
    hint: "give the set a larger capacity in the rules, build and attach; nothing was changed",
  }),
  XG680: row({
    severity: "error",
    cause: "usage",
    text: "{where} has {found}, and this client was made for {wanted}",
    hint: "build the rules again, which also writes a new client, and attach",
  }),
  XG681: row({
    severity: "error",
    cause: "usage",
    text: "{path} lacks {what}, which this client has",
    hint: "replace with the client that was built with that object; nothing was changed",
  }),
  XG682: row({
    severity: "error",
    cause: "usage",
    text: "{value} is not {expected}",
    hint: "nothing was changed",
  }),
  XG683: row({
    severity: "error",
    cause: "usage",
    text: "this client of {ifname} is closed",
    hint: "open another one",
  }),

  XG701: row({
    severity: "error",
    cause: "usage",
    text: "{message}",
    hint: "xdpgen {command} --help shows examples",
  }),
  XG702: row({
    severity: "error",
    cause: "usage",
    text: "{path} exists already",
    hint: "choose another directory, or pass --force to overwrite",
  }),
  XG703: row({
    severity: "error",
    cause: "usage",
    text: "{message}",
    hint: "xdpgen --help lists the commands",
  }),
  XG704: row({
    severity: "error",
    cause: "environment",
    text: "cannot write the output: {reason}",
    hint: "the command did its work; what it said is lost",
  }),
  XG705: row({
    severity: "error",
    cause: "environment",
    text: "building or attaching will not work here: {problems} ({checks})",
    hint: "the report says what helps",
  }),

  XG801: row({
    severity: "error",
    cause: "usage",
    text: "there is no capture {path}",
    hint: "give the path of a pcap or pcapng file, or - for standard input",
  }),
  XG802: row({ severity: "error", cause: "usage", text: "cannot read {path}: {reason}" }),
  XG803: row({
    severity: "error",
    cause: "usage",
    text: "{path} is not a capture: it is {what}",
    hint: "{advice}",
  }),
  XG804: row({
    severity: "error",
    cause: "usage",
    text: "{path} has no Ethernet frames: its packets are of {linkType}",
    hint: "{advice}",
  }),
  XG805: row({
    severity: "error",
    cause: "usage",
    text: "{path} is damaged at byte {offset}: {reason}",
    hint: "capture again, or copy it again from where it came",
  }),
  XG806: row({
    severity: "error",
    cause: "usage",
    text: "{path} is in version {found} of {format}; xdpgen reads version {known}",
    hint: "editcap may convert it: editcap -F pcapng <old> <new.pcapng>",
  }),
  XG807: row({
    severity: "warning",
    cause: "usage",
    text: "{path} ends in the middle of what begins at byte {offset}, after {packets}",
    hint: "it was cut, or is still being written; the packets before are used",
  }),
  XG808: row({
    severity: "error",
    cause: "usage",
    text: "{path} does not say in which format to write the capture",
    hint: "let its name end in .pcap or .pcapng",
  }),
  XG809: row({
    severity: "error",
    cause: "usage",
    text: "cannot write {path}: frame {index} is of {timestamp} ns since 1970, which a {format} file cannot hold",
    hint: "a .pcap holds times from 1970 to 2106, a .pcapng from 1970 to 2554",
  }),

  XG811: row({
    severity: "error",
    cause: "usage",
    text: 'XDPGEN_ENGINE is "{value}"',
    hint: "it is {known}",
  }),
  XG812: row({
    severity: "error",
    cause: "usage",
    text: 'the rules have no rule "{rule}"',
    hint: "they have {known}",
  }),
  XG813: row({
    severity: "error",
    cause: "usage",
    text: "a frame of {bytes} bytes cannot be given to the {engine}: it takes {min} to {max}",
    hint: "the interpreter judges frames of any length",
  }),
  XG814: row({
    severity: "error",
    cause: "usage",
    text: "{path} has no Ethernet frame {frame}: {reason}",
    hint: "frames are counted from 0, as in `xdpgen replay`",
  }),
  XG815: row({
    severity: "error",
    cause: "usage",
    text: '"{what}" is neither a capture nor a frame in hexadecimal: {reason}',
    hint: "give the path of a pcap or pcapng file, or the bytes from the Ethernet header on: 0242ac14000c0242ac14000b0800…",
  }),
  XG816: row({
    severity: "error",
    cause: "difference",
    text: "interpreter and kernel do not agree on {frames}, the first of them frame {first}",
    hint: "that is a bug in xdpgen: please report it with the rules and the frames",
  }),
  XG817: row({
    severity: "error",
    cause: "usage",
    text: "{path} is an object, and the interpreter judges rules",
    hint: "give the rules file, or --engine kernel",
  }),
  XG818: row({
    severity: "warning",
    cause: "usage",
    text: "{path}: {packets} left out, of {reason}",
    hint: "xdpgen judges Ethernet frames",
  }),
  XG819: row({
    severity: "warning",
    cause: "usage",
    text: "{path}: {frames} not runnable in the kernel, which takes {min} to {max} bytes here",
    hint: "--engine interpreter judges frames of any length",
  }),
  XG820: row({
    severity: "warning",
    cause: "usage",
    text: "{path}: the capture has only the beginning of {frames}; what is judged is what is there",
    hint: "capture whole frames: tcpdump -s 0",
  }),
  XG821: row({
    severity: "error",
    cause: "usage",
    text: "cannot write {path}: there is such a file already",
    hint: "give another name, or remove it first: what is watched is written to a new file",
  }),
  XG822: row({
    severity: "error",
    cause: "usage",
    text: 'the rules have no live set "{set}"',
    hint: "they have {known}",
  }),
  XG823: row({
    severity: "error",
    cause: "usage",
    text: '"{text}" is no element of the live set "{set}": {reason}',
    hint: "its type is {type}",
  }),
} satisfies Record<string, MessageRow>;

export type Code = keyof typeof MESSAGES;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string} ${string}` | `${string}{${string}` | "" ? never : Name) | Placeholders<Rest>
  : never;
type Texts<C extends Code> =
  (typeof MESSAGES)[C]["text"] | ((typeof MESSAGES)[C] extends { hint: infer H extends string } ? H : never);

/** The arguments that the message of code `C` names. */
export type MessageArguments<C extends Code> = {
  readonly [P in Placeholders<Texts<C>>]: string | number | bigint;
};
