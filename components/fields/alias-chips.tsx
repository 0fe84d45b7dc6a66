"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Input } from "@/components/ui/input";

type Props = {
  /** The option's label. */
  name: string;
  aliases: readonly string[];
  onChange: (aliases: string[]) => void;
};

/** Other values in a file that mean an option. Enter adds a value, its × removes it. */
export function AliasChips({ name, aliases, onChange }: Props) {
  const [text, setText] = useState("");

  function add() {
    const alias = text.trim();
    setText("");
    if (alias !== "" && !aliases.includes(alias)) onChange([...aliases, alias]);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Backspace" && text === "") onChange(aliases.slice(0, -1));
    if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    add();
  }

  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5 pl-3 text-xs">
      <span className="text-muted-foreground">Also accepted</span>
      {aliases.map((alias) => (
        <span
          key={alias}
          className="inline-flex h-6 min-w-0 max-w-full items-center gap-0.5 rounded-sm border bg-subtle pl-1.5"
        >
          <span className="truncate">{alias}</span>
          <button
            type="button"
            aria-label={`Remove ${alias} from ${name}`}
            onClick={() => onChange(aliases.filter((other) => other !== alias))}
            className="flex size-5 shrink-0 items-center justify-center rounded-sm text-muted-foreground hover:bg-accent hover:text-foreground"
          >
            <X className="size-3" aria-hidden="true" />
          </button>
        </span>
      ))}
      <Input
        aria-label={`Add another value for ${name}`}
        placeholder="another value in the file"
        maxLength={200}
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
        className="h-6 min-w-32 max-w-48 flex-1 px-1.5 text-xs max-md:h-8"
      />
    </div>
  );
}
