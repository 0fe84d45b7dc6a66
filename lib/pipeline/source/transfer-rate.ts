type Floor = {
  /** 0: no floor. */
  bytesPerSecondMin: number;
  /** What the rate is averaged over. */
  windowMs: number;
  /** Called once, with the rate in bytes per second. */
  onSlow: (bytesPerSecond: number) => void;
};

type RateWatch = { add: (sizeBytes: number) => void; stop: () => void };

/** Looks at a transfer several times a window; the first window below the floor ends it. */
export function watchRate({ bytesPerSecondMin, windowMs, onSlow }: Floor): RateWatch {
  let bytesDone = 0;
  const looks = [{ at: performance.now(), bytesDone }];
  const look = () => {
    const now = performance.now();
    const [first] = looks;
    if (first && now - first.at >= windowMs) {
      const rate = ((bytesDone - first.bytesDone) / (now - first.at)) * 1000;
      if (rate < bytesPerSecondMin) {
        clearInterval(timer);
        onSlow(rate);
        return;
      }
    }
    looks.push({ at: now, bytesDone });
    // The newest look that is a window old stays: the next average starts there.
    while (looks[1] && now - looks[1].at >= windowMs) looks.shift();
  };
  const timer = setInterval(look, windowMs / 12);
  return {
    add: (sizeBytes) => {
      bytesDone += sizeBytes;
    },
    stop: () => clearInterval(timer),
  };
}

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
