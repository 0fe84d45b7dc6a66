"use client";

import { Columns3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { DEFAULT_COLUMNS, STANDARD_COLUMNS, writeColumns } from "@/lib/users/columns";

type Props = {
  chosen: readonly string[];
  fields: readonly { id: number; label: string }[];
  /** The cookie that stores the choice, and the path it is for. */
  cookie: string;
  path: string;
};

const YEAR_SECONDS = 31_536_000;

/** Chooses the table's columns. Stored in a cookie, so that the server renders the right ones immediately. */
export function ColumnChoice({ chosen: drawn, fields, cookie, path }: Props) {
  const router = useRouter();
  const { get, set } = useUrlParams();
  // Updated before the table, so that two quick clicks both count.
  const [chosen, setChosen] = useState(drawn);
  const [pending, startTransition] = useTransition();
  const ofFields = fields.map(({ id, label }) => ({ id: `field-${id}`, label }));

  function choose(columns: readonly string[] | null) {
    setChosen(columns ?? DEFAULT_COLUMNS);
    // An address that names columns, as that of a saved view does, wins over the cookie.
    if (get("columns") !== null) return set({ columns: columns && writeColumns(columns) });
    const value = columns ? `${writeColumns(columns)}; max-age=${YEAR_SECONDS}` : "; max-age=0";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${cookie}=${value}; path=${path}; samesite=lax`;
    startTransition(() => router.refresh());
  }

  function item({ id, label }: { id: string; label: string }) {
    return (
      <DropdownMenuCheckboxItem
        key={id}
        checked={chosen.includes(id)}
        onSelect={(event) => event.preventDefault()}
        onCheckedChange={(on) => choose(on ? [...chosen, id] : chosen.filter((other) => other !== id))}
      >
        <span className="max-w-56 truncate">{label}</span>
      </DropdownMenuCheckboxItem>
    );
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" aria-busy={pending}>
          <Columns3 aria-hidden="true" />
          Columns
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {STANDARD_COLUMNS.map(item)}
        {ofFields.length > 0 ? <DropdownMenuSeparator /> : null}
        {ofFields.length > 0 ? <DropdownMenuLabel>Profile fields</DropdownMenuLabel> : null}
        {ofFields.map(item)}
        {writeColumns(chosen) === writeColumns(DEFAULT_COLUMNS) ? null : (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => choose(null)}>Reset columns</DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
