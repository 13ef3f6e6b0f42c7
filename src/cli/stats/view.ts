import type { OurProgram, Where } from "../../runtime/index.js";
import { createCounterRows } from "../counter-rates.js";
import { readFigures } from "../figures.js";
import type { Output } from "../output.js";
import { catchStop } from "../stop.js";
import { frame, type ViewState } from "./frame.js";
import { createHistory } from "./history.js";
import { wishesIn, type Wish } from "./keys.js";
import { openScreen } from "./screen.js";

/**
 * Shows an interface's counters on all of the terminal until a key or a signal; goes over to the new program when it is replaced.
 * Fails like `readFigures`, at any time; the terminal is as it was before in any case.
 */
export async function viewCounters(
  ifname: string,
  { interval, ...where }: Where & { readonly interval: number },
  output: Output,
): Promise<void> {
  const read = createReader(ifname, where);
  let state: ViewState = { ...read(), sorting: "packets", scrolled: 0 };
  const stop = catchStop(output);
  const screen = openScreen(output, {
    onKeys(text) {
      for (const wish of wishesIn(text)) obey(wish);
      if (!stop.signal.aborted) draw();
    },
    onChange: draw,
  });
  function draw(): void {
    const { lines, scrolled } = frame(state, output.size(), output.colors);
    state = { ...state, scrolled };
    screen.show(lines);
  }
  function obey(wish: Wish): void {
    if (wish.kind === "quit") stop.request();
    else if (wish.kind === "suspend") screen.suspend();
    else state = { ...state, ...changed(state, wish) };
  }
  try {
    for (;;) {
      draw();
      await stop.wait(interval);
      if (stop.signal.aborted) return;
      state = { ...state, ...read() };
    }
  } finally {
    screen.close();
    stop.release();
  }
}

/** What a key changes. */
function changed(
  { scrolled }: ViewState,
  wish: Exclude<Wish, { readonly kind: "quit" | "suspend" }>,
): Partial<ViewState> {
  switch (wish.kind) {
    case "sort":
      return { sorting: wish.by, scrolled: 0 };
    case "scroll":
      return { scrolled: Math.max(0, scrolled + wish.rows) };
    case "top":
      return { scrolled: 0 };
  }
}

/** Each call reads what the interface runs at that moment. */
function createReader(ifname: string, where: Where): () => Omit<ViewState, "sorting" | "scrolled"> {
  const history = createHistory();
  return () => {
    const { program, counters, sets, monitors } = readFigures(ifname, where);
    const rows = createCounterRows(program.manifest)(counters, 0);
    history.add(rows, performance.now() / 1000);
    return {
      facts: { ...factsOf(program), monitors },
      rows,
      history,
      sets,
      limiters: program.manifest.limiters,
      now: new Date(),
    };
  };
}

function factsOf({
  interface: on,
  manifest,
  mode,
  id,
  since,
}: OurProgram): Omit<ViewState["facts"], "monitors"> {
  return { ifname: on.name, name: manifest.name, mode, id, since };
}
