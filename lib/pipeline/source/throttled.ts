/** Thins out a stream of reports: `soon` lets one pass every 250 ms, `now` always. */
export function throttled<T>(report: (value: T) => void): {
  soon: (value: T) => void;
  now: (value: T) => void;
} {
  let last = 0;
  const now = (value: T) => {
    last = performance.now();
    report(value);
  };
  const soon = (value: T) => {
    if (performance.now() - last >= 250) now(value);
  };
  return { soon, now };
}
