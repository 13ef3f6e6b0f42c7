/** The parts of struct live_element, as parameters, as members that are set from them, and as what is given of an element `e`. */
const parameters = (parts: readonly string[]) => parts.map((part) => `__u64 ${part}`);
const members = (parts: readonly string[]) => parts.map((part) => `.${part} = ${part}`);
const given = (parts: readonly string[]) => parts.map((part) => `e->${part}`);

/** What is in no parameter of a search: it is packed with the table, and taken out of the word. */
const SEARCH = {
  narrow: { members: [".hash = where"], seeking: "(__u64)table << 32 | e->hash" },
  wide: { members: [".detail = where", ".hash = word >> 32"], seeking: "(__u64)table << 32 | e->detail" },
} as const;

/** What a set's functions take and give of an element: a word, or the two of a wide key. */
export function elementView(wide: boolean) {
  const key = wide ? ["hi", "lo"] : [];
  const element = wide ? key : ["word"];
  const sought = ["word", ...key];
  const search = SEARCH[wide ? "wide" : "narrow"];
  const after = (parts: readonly string[]) => parts.map((part) => `${part}, `).join("");
  return {
    element: {
      argument: parameters(element).join(", "),
      members: members(element).join(", "),
      given: given(element).join(", "),
      sought: parameters(sought).join(", "),
      soughtMembers: [...members(sought), ...search.members].join(", "),
      seeking: [...given(sought), search.seeking].join(", "),
    },
    key: {
      wideArguments: after(parameters(key)),
      wideMembers: after(members(key)),
      wideGiven: after(given(key)),
    },
  };
}
