"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

type Props = { taken: readonly string[]; onAdd: (header: string) => void };

/** Adds a column that is not in the file yet, by its header. */
export function AddColumn({ taken, onAdd }: Props) {
  const [text, setText] = useState("");
  const header = text.trim();
  const isTaken = taken.includes(header);

  function add() {
    if (header === "" || isTaken) return;
    onAdd(header);
    setText("");
  }

  return (
    <div className="flex flex-wrap items-center gap-2 border-t bg-subtle px-4 py-2.5">
      <Input
        aria-label="Header of the new column"
        placeholder="Column header"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          add();
        }}
        className="min-w-60 max-w-xs flex-1 bg-background"
      />
      <Button variant="outline" onClick={add} disabled={header === "" || isTaken}>
        <Plus aria-hidden="true" />
        Add column
      </Button>
      {isTaken ? (
        <span className="text-muted-foreground text-xs">This column is already in the list.</span>
      ) : null}
    </div>
  );
}
