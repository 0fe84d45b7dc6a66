import { sameText } from "@/lib/values/same-text";

/** An option with the other texts that mean it. */
type Texts = { label: string; aliases?: readonly string[] | undefined };

/** `option` and `alias` are places in the list; `other` is the label of the option that has the text already. */
type AliasConflict = { option: number; alias: number; text: string; other: string };

/** The aliases that could mean two options: each equals the label or an alias of another one. */
export function aliasConflicts(options: readonly Texts[]): AliasConflict[] {
  const owner = new Map<string, number>();
  options.forEach(({ label }, at) => {
    if (!owner.has(sameText(label))) owner.set(sameText(label), at);
  });
  return options.flatMap(({ aliases = [] }, option) =>
    aliases.flatMap((text, alias) => {
      const first = owner.get(sameText(text));
      if (first === undefined) owner.set(sameText(text), option);
      if (first === undefined || first === option) return [];
      return [{ option, alias, text, other: options[first]?.label ?? "" }];
    }),
  );
}

/** The aliases that say something: no text twice, and not the label itself. */
export function tidyAliases(label: string, aliases: readonly string[]): string[] {
  const seen = new Set([sameText(label)]);
  return aliases.filter((alias) => {
    const isNew = !seen.has(sameText(alias));
    seen.add(sameText(alias));
    return isNew;
  });
}

type Named = { id?: number | undefined; label: string; aliases?: readonly string[] | undefined };

/**
 * The options with the name that each renamed one had as another text for it, so that files which still say it are
 * understood. Not for those in `declined`, and not where another option has that name now.
 */
export function withOldNames<T extends Named>(
  options: readonly T[],
  before: readonly { id: number; label: string }[],
  declined: ReadonlySet<number>,
): T[] {
  const taken = new Set(options.flatMap(({ label, aliases = [] }) => [label, ...aliases].map(sameText)));
  const old = new Map(before.map(({ id, label }) => [id, label]));
  return options.map((option) => {
    const name = option.id === undefined || declined.has(option.id) ? undefined : old.get(option.id);
    if (name === undefined || taken.has(sameText(name))) return option;
    return { ...option, aliases: [...(option.aliases ?? []), name] };
  });
}

type Listed = { id?: number | undefined; label: string; aliases?: readonly string[] | undefined };

/**
 * The options that lines of text mean, one per line. A line that is an option's label keeps that option; where as many
 * lines are new as options are missing, these were renamed, in their order. Blank lines and repeated ones are left out.
 */
export function optionsFromLines<T extends Listed>(
  base: readonly T[],
  text: string,
): (T | { label: string })[] {
  const labels = new Map(linesOf(text).map((label) => [sameText(label), label]));
  const known = new Map(base.map((option) => [sameText(option.label), option]));
  const missing = base.filter(({ label }) => !labels.has(sameText(label)));
  const isRename = [...labels.keys()].filter((form) => !known.has(form)).length === missing.length;
  let next = 0;
  return [...labels].map(([form, label]) => {
    const same = known.get(form);
    if (same) return same.label === label ? same : { ...same, label };
    const renamed = isRename ? missing[next++] : undefined;
    return renamed ? { ...renamed, label } : { label };
  });
}

/** The lines of a text that say something, trimmed. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Pasted lines as new options, without those that are options already or come twice. */
export function newOptions(base: readonly Listed[], lines: readonly string[]): { label: string }[] {
  const seen = new Set(base.flatMap(({ label, aliases = [] }) => [label, ...aliases].map(sameText)));
  return lines.flatMap((label) => {
    const form = sameText(label);
    if (seen.has(form)) return [];
    seen.add(form);
    return [{ label }];
  });
}
