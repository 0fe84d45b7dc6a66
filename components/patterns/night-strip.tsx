import { type NightState, statesOf } from "@/lib/overview/nights";

/** Each night has its own shape as well as a colour, so that the strip can be read without colours. */
const LOOKS: Readonly<Record<NightState, { fill: string; draw: (x: number) => string }>> = {
  changed: { fill: "var(--success)", draw: (x) => box(x + 2, 2, 5, 14) },
  issues: { fill: "var(--held)", draw: (x) => `${box(x + 2, 2, 5, 3.5)}${box(x + 2, 7, 5, 9)}` },
  same: { fill: "var(--success)", draw: (x) => box(x + 2, 11.5, 5, 4.5) },
  pending: { fill: "var(--held)", draw: (x) => `${box(x + 1.5, 3, 2.2, 12)}${box(x + 5.3, 3, 2.2, 12)}` },
  failed: {
    fill: "var(--danger)",
    draw: (x) =>
      `M${x + 1.8} 4L${x + 4.5} 7.2L${x + 7.2} 4L${x + 8.7} 5.4L${x + 6} 9L${x + 8.7} 12.6L${x + 7.2} 14L${x + 4.5} 10.8L${x + 1.8} 14L${x + 0.3} 12.6L${x + 3} 9L${x + 0.3} 5.4Z`,
  },
  waiting: {
    fill: "var(--held)",
    draw: (x) => `M${x + 1} 3H${x + 8}L${x + 4.5} 9ZM${x + 4.5} 9L${x + 8} 15H${x + 1}Z`,
  },
  late: {
    fill: "var(--held)",
    draw: (x) => `${ring(x + 4.5, 9, 4)}${ring(x + 4.5, 9, 2.4)}${box(x + 4, 6.8, 1, 2.6)}`,
  },
  running: { fill: "var(--running)", draw: (x) => `M${x + 4.5} 4L${x + 8.5} 9L${x + 4.5} 14L${x + 0.5} 9Z` },
  dropped: { fill: "var(--faint)", draw: (x) => box(x + 1.5, 8, 6, 2) },
  undone: { fill: "var(--faint)", draw: (x) => `${box(x + 2, 2, 5, 14)}${box(x + 3.3, 3.3, 2.4, 11.4)}` },
  none: { fill: "var(--faint)", draw: (x) => ring(x + 4.5, 9, 1) },
};

const WIDTH = 9;
const HEIGHT = 18;

/** The last nights of a sync as a row of shapes, the oldest on the left; what holds it says them in words. */
export function NightStrip({ strip, className }: { strip: string; className?: string }) {
  const drawn = new Map<NightState, string>();
  for (const [at, state] of statesOf(strip).entries()) {
    drawn.set(state, (drawn.get(state) ?? "") + LOOKS[state].draw(at * WIDTH));
  }
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${strip.length * WIDTH} ${HEIGHT}`}
      width={strip.length * WIDTH}
      height={HEIGHT}
      className={className}
    >
      {[...drawn].map(([state, path]) => (
        <path key={state} data-night={state} d={path} fill={LOOKS[state].fill} fillRule="evenodd" />
      ))}
    </svg>
  );
}

/** The shape of one state, for a legend or a line of text. */
export function NightMark({ state }: { state: NightState }) {
  const { fill, draw } = LOOKS[state];
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="shrink-0"
    >
      <path d={draw(0)} fill={fill} fillRule="evenodd" />
    </svg>
  );
}

function box(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

function ring(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}
