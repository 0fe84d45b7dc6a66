"use client";

import { useState } from "react";
import type { Recipe } from "@/components/drops/commands";
import { CopyButton } from "@/components/patterns/copy-button";
import { Button } from "@/components/ui/button";

/** One of several commands at a time, each with a button that copies it. */
export function Recipes({ recipes }: { recipes: readonly Recipe[] }) {
  const [chosen, setChosen] = useState(recipes[0]?.id);
  const shown = recipes.find(({ id }) => id === chosen);
  return (
    <div className="grid min-w-0 gap-2">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Send with</legend>
        {recipes.map(({ id, label }) => (
          <Button
            key={id}
            size="sm"
            variant="outline"
            className="aria-pressed:border-primary aria-pressed:bg-primary-soft"
            aria-pressed={id === chosen}
            onClick={() => setChosen(id)}
          >
            {label}
          </Button>
        ))}
      </fieldset>
      {shown ? (
        <div className="flex min-w-0 items-start gap-1 rounded-md border bg-subtle py-0.5 pr-0.5 pl-2.5">
          <pre className="wrap-anywhere min-w-0 flex-1 whitespace-pre-wrap py-1 font-mono text-xs leading-5">
            {shown.text}
          </pre>
          <CopyButton value={shown.text} label={`Copy ${shown.label} command`} />
        </div>
      ) : null}
    </div>
  );
}
