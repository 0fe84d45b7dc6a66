"use client";

import { Download } from "lucide-react";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type Props = {
  /** The sync whose mapping gives the headers; absent: the standard templates. */
  syncId?: string;
};

/** Downloads of CSV templates with the right headers and two example rows. */
export function TemplateMenu({ syncId }: Props) {
  const { org, workspace } = useScope();
  const base = `/${org}/${workspace}/upload/template`;
  const files = syncId
    ? [
        { href: `${base}?sync=${syncId}`, label: "Users file" },
        { href: `${base}?sync=${syncId}&file=managers`, label: "Managers file" },
      ]
    : [
        { href: `${base}?template=standard`, label: "Users, standard columns" },
        { href: `${base}?template=employees`, label: "Employees" },
        { href: `${base}?template=employees&file=managers`, label: "Team managers" },
      ];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          <Download aria-hidden="true" />
          CSV template
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>With two example rows</DropdownMenuLabel>
        {files.map(({ href, label }) => (
          <DropdownMenuItem key={href} asChild>
            <a href={href} download>
              {label}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
