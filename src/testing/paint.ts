/** How words stand out; a terminal has colours for it. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

const same = (text: string) => text;

/** Nothing stands out. */
export const PLAIN: Paint = { strong: same, faint: same, good: same, bad: same };
