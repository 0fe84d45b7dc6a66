"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

type Props = { taken: readonly string[]; onAdd: (header: string) => void };

/** A column that a later file will have, by its header. */
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
        aria-label="Header of a column that the file will have"
        placeholder="Another column, by its header"
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
      {isTaken ? <span className="text-muted-foreground text-xs">It is in the list above.</span> : null}
    </div>
  );
}
