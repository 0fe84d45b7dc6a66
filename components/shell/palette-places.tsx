"use client";

import { Building2, Server } from "lucide-react";
import { useLayoutData } from "@/components/shell/layout-context";
import { useDestinations } from "@/components/shell/use-shortcuts";
import { CommandGroup, CommandItem, CommandShortcut } from "@/components/ui/command";
import { Kbd } from "@/components/ui/kbd";
import { may } from "@/lib/permissions";

type Props = { typed: boolean; go: (href: string) => void };

/** Pages and workspaces; once you type, also Remote Sources and organizations. */
export function PalettePlaces({ typed, go }: Props) {
  const { organization, organizations, workspaces, remoteSources, permissions } = useLayoutData();
  const destinations = useDestinations();
  const org = `/${organization.slug}`;
  const edits = may({ permissions }, "remote_source:update");
  return (
    <>
      <CommandGroup heading="Go to">
        {destinations.map((item) => (
          <CommandItem key={item.href} value={`page ${item.label}`} onSelect={() => go(item.href)}>
            <item.icon aria-hidden="true" />
            {item.label}
            <CommandShortcut className="max-md:hidden">
              <Kbd>g</Kbd>
              <Kbd>{item.key}</Kbd>
            </CommandShortcut>
          </CommandItem>
        ))}
      </CommandGroup>
      {workspaces.length > 1 ? (
        <CommandGroup heading="Workspaces">
          {workspaces.map(({ name, slug }) => (
            <CommandItem
              key={slug}
              value={`workspace ${slug}`}
              keywords={[name]}
              onSelect={() => go(`${org}/${slug}`)}
            >
              <Building2 aria-hidden="true" />
              {name}
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {typed && edits ? (
        <CommandGroup heading="Remote Sources">
          {remoteSources.map(({ id, name }) => (
            <CommandItem
              key={id}
              value={`source ${id}`}
              keywords={[name]}
              onSelect={() => go(`${org}/remote-sources/${id}/edit`)}
            >
              <Server aria-hidden="true" />
              {name}
            </CommandItem>
          ))}
        </CommandGroup>
      ) : null}
      {organizations.length > 1 ? (
        <CommandGroup heading="Organizations">
          {organizations
            .filter(({ slug }) => slug !== organization.slug)
            .map(({ name, slug }) => (
              <CommandItem
                key={slug}
                value={`organization ${slug}`}
                keywords={[name]}
                onSelect={() => go(`/${slug}`)}
              >
                <Building2 aria-hidden="true" />
                {name}
              </CommandItem>
            ))}
        </CommandGroup>
      ) : null}
    </>
  );
}
