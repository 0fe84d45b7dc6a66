"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { SearchInput } from "@/components/patterns/search-input";
import { useScope } from "@/components/patterns/use-scope";
import { useWorkspaceHits } from "@/components/shell/use-workspace-hits";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";

export type Picked = { id: number; name: string };

type Props = { picked: readonly Picked[]; onChange: (picked: Picked[]) => void };

/** Finds active users by name, e-mail or ID, and keeps the selected ones. */
export function UserPicker({ picked, onChange }: Props) {
  const { org, workspace } = useScope();
  const [text, setText] = useState("");
  const { hits, searching } = useWorkspaceHits(org, workspace, text);
  const found = hits.users.filter((user) => !user.removed && !picked.some(({ id }) => id === user.id));
  return (
    <div className="grid gap-2">
      {picked.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5" aria-label="Selected users">
          {picked.map(({ id, name }) => (
            <li key={id}>
              <Badge className="h-6 max-w-56 pr-0.5 text-foreground">
                <span className="truncate">{name}</span>
                <button
                  type="button"
                  aria-label={`Remove ${name}`}
                  onClick={() => onChange(picked.filter((other) => other.id !== id))}
                  className="flex size-5 items-center justify-center rounded-sm text-muted-foreground hover:text-foreground"
                >
                  <X className="size-3" aria-hidden="true" />
                </button>
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      <SearchInput
        label="Search users"
        placeholder="Name, e-mail or ID"
        pending={searching}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="grid min-h-24 content-start" aria-label="Search results">
        {found.map(({ id, name, email }) => (
          <li key={id}>
            <Button
              variant="ghost"
              className="h-auto w-full justify-start gap-2 px-2 py-1.5 font-normal"
              onClick={() => onChange([...picked, { id, name }])}
            >
              <span className="truncate font-medium">{name}</span>
              {email === name ? null : <span className="truncate text-muted-foreground">{email}</span>}
            </Button>
          </li>
        ))}
        {text.trim().length >= 2 && !searching && found.length === 0 ? (
          <li className="px-2 py-1.5 text-muted-foreground text-sm">
            No results for “{text.trim()}”. Search by the start of a name or e-mail address, or by the full
            ID.
          </li>
        ) : null}
      </ul>
    </div>
  );
}
