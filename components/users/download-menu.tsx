"use client";

import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type Props = {
  /** The address of the table, and its columns as an address has them. */
  path: string;
  columns: string;
};

/** Downloads everyone whom the table shows as CSV. */
export function DownloadMenu({ path, columns }: Props) {
  const search = useSearchParams();
  const href = (which: string) => {
    const params = new URLSearchParams(search);
    params.delete("page");
    params.set("columns", which);
    return `${path}/users.csv?${params}`;
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          <Download aria-hidden="true" />
          Download CSV
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem asChild>
          <a href={href(columns)} download>
            Shown columns
          </a>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={href("all")} download>
            All columns
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
