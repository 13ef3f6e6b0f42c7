import type { Answers } from "./matrix.js";
import type { Outcome } from "./outcome.js";

/** A column of the page. */
export interface Filter {
  readonly title: string;
  readonly outcomes: (answers: Answers) => readonly Outcome[];
}

/** The filters in the order of the page's columns. */
export const FILTERS = {
  xdpgen: { title: "xdpgen", outcomes: ({ xdpgen }) => xdpgen.map(({ kernel }) => kernel) },
  strict: {
    title: 'xdpgen, `malformed: "drop"`',
    outcomes: ({ strict }) => strict.map(({ kernel }) => kernel),
  },
  xdpFilter: { title: "xdp-filter", outcomes: ({ xdpFilter }) => xdpFilter },
  nftables: { title: "nftables", outcomes: ({ nftables }) => nftables },
} as const satisfies Record<string, Filter>;

export type FilterName = keyof typeof FILTERS;

export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];
