"use client";

import { Menu, PanelLeft, PanelLeftClose, Search } from "lucide-react";
import type { ReactNode } from "react";
import { useModKey } from "@/components/patterns/use-mod-key";
import { AccountMenu } from "@/components/shell/account-menu";
import { Bell } from "@/components/shell/bell";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { HelpButton } from "@/components/shell/help-button";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

type Props = {
  folded: boolean;
  onFold: () => void;
  onMenu: () => void;
  onSearch: () => void;
  onKeys: () => void;
  /** At the end of the help. */
  help: ReactNode;
};

export function TopBar({ folded, onFold, onMenu, onSearch, onKeys, help }: Props) {
  const mod = useModKey();
  const FoldIcon = folded ? PanelLeft : PanelLeftClose;
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-background px-2 sm:px-4 print:hidden">
      <Button variant="ghost" size="icon" aria-label="Menu" onClick={onMenu} className="md:hidden">
        <Menu aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={folded ? "Expand the side menu" : "Collapse the side menu"}
        aria-expanded={!folded}
        onClick={onFold}
        className="text-muted-foreground max-md:hidden"
      >
        <FoldIcon aria-hidden="true" />
      </Button>
      <div className="min-w-0 flex-1">
        <Breadcrumbs />
      </div>
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Meta+K Control+K"
        className="flex h-8 items-center gap-2 rounded-md border bg-background px-2.5 text-muted-foreground text-sm transition-colors hover:border-input hover:text-foreground sm:w-52 lg:w-64"
      >
        <Search className="size-4 shrink-0" aria-hidden="true" />
        <span className="flex-1 text-left max-sm:sr-only">Search or run a command</span>
        <Kbd className="max-sm:hidden" aria-hidden="true">
          {mod} K
        </Kbd>
      </button>
      <HelpButton onKeys={onKeys}>{help}</HelpButton>
      <Bell />
      <AccountMenu />
    </header>
  );
}
