type Arrows = readonly (readonly [from: string, to: readonly string[]])[];

/** The circles among names that point at names: each as its members in the order of the arrows, the first one again last. */
export function circlesOf(arrows: Arrows): string[][] {
  const targets = new Map(arrows);
  const done = new Set<string>();
  const circles: string[][] = [];

  function walk(name: string, trail: readonly string[]): void {
    const at = trail.indexOf(name);
    if (at >= 0) {
      circles.push([...trail.slice(at), name]);
      return;
    }
    if (done.has(name)) return;
    for (const target of new Set(targets.get(name))) if (target !== name) walk(target, [...trail, name]);
    done.add(name);
  }

  for (const name of targets.keys()) walk(name, []);
  return circles;
}
