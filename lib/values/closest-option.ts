import { fold } from "@/lib/format/fold";

/** The option that a misspelt value probably means: the only closest one, a few letters apart at most. Null for none. */
export function suggestOption(value: string, options: readonly string[]): string | null {
  return optionSuggester(options)(value);
}

/** The same for many values of few options, or the other way round. */
export function optionSuggester(options: readonly string[]): (value: string) => string | null {
  const folded = options.map((option) => ({ option, text: fold(option) }));
  return (value) => {
    const wanted = fold(value);
    const farthest = Math.min(3, Math.floor(wanted.length / 3));
    const near = folded
      .map(({ option, text }) => ({ option, letters: distance(wanted, text, farthest) }))
      .filter(({ letters }) => letters <= farthest)
      .sort((a, b) => a.letters - b.letters);
    const [best, next] = near;
    return best && best.letters !== next?.letters ? best.option : null;
  };
}

/** Letters added, left out, replaced or swapped with their neighbor (Damerau); anything above `max` is `max + 1`. */
function distance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let closest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
      closest = Math.min(closest, least);
    }
    // Two letters that are swapped look one row further back, and cost one more.
    if (closest > max + 1) return max + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? max + 1;
}
