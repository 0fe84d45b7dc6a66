"use client";

import { type ReactNode, useState } from "react";
import { CrumbLabels } from "@/components/patterns/crumb-label";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { LayoutDataProvider, setCookie } from "@/components/shell/layout-context";
import { MENU_COOKIE } from "@/components/shell/layout-cookies";
import { SideMenu } from "@/components/shell/side-menu";
import { TopBar } from "@/components/shell/top-bar";
import { useShortcuts } from "@/components/shell/use-shortcuts";
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "@/components/ui/sheet";
import { TooltipProvider } from "@/components/ui/tooltip";
import type { Attention } from "@/lib/alerts/attention";
import { cn } from "@/lib/cn";
import type { FrameView } from "@/lib/organizations/get-layout-data";

const CommandPalette = deferDialog(
  async () => (await import("@/components/shell/command-palette")).CommandPalette,
);
const KeysDialog = deferDialog(async () => (await import("@/components/shell/keys-dialog")).KeysDialog);

type Props = {
  view: FrameView;
  attention: Attention;
  /** Slug of the workspace that was last open in this browser. */
  lastWorkspace: string | null;
  /** Whether the side menu is collapsed. */
  folded: boolean;
  /** At the end of the help in the top bar. */
  help?: ReactNode;
  children: ReactNode;
};

/** Side menu, top bar and the page between them. */
export function AppLayout({ view, attention, lastWorkspace, folded, help, children }: Props) {
  return (
    <LayoutDataProvider view={view} attention={attention} lastWorkspace={lastWorkspace}>
      <CrumbLabels>
        <TooltipProvider>
          <Surface initiallyFolded={folded} help={help}>
            {children}
          </Surface>
        </TooltipProvider>
      </CrumbLabels>
    </LayoutDataProvider>
  );
}

type SurfaceProps = { initiallyFolded: boolean; help: ReactNode; children: ReactNode };

function Surface({ initiallyFolded, help, children }: SurfaceProps) {
  const [folded, setFolded] = useState(initiallyFolded);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [searchOpen, setSearchOpen] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);

  function fold() {
    setFolded(!folded);
    setCookie(MENU_COOKIE, folded ? "open" : "folded");
  }

  useShortcuts({ onSearch: () => setSearchOpen(true), onKeys: () => setKeysOpen(true), onFold: fold });

  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside
        className={cn(
          "sticky top-0 h-dvh shrink-0 border-r bg-subtle max-md:hidden print:hidden",
          folded ? "w-[53px]" : "w-60",
        )}
      >
        <SideMenu folded={folded} />
      </aside>
      <Sheet open={sheetOpen} onOpenChange={setSheetOpen}>
        <SheetContent side="bottom">
          <SheetTitle className="sr-only">Menu</SheetTitle>
          <SheetDescription className="sr-only">Account Manager and the current workspace</SheetDescription>
          <SideMenu folded={false} onNavigate={() => setSheetOpen(false)} />
        </SheetContent>
      </Sheet>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          folded={folded}
          onFold={fold}
          onMenu={() => setSheetOpen(true)}
          onSearch={() => setSearchOpen(true)}
          onKeys={() => setKeysOpen(true)}
          help={help}
        />
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          {children}
        </main>
      </div>
      <CommandPalette open={searchOpen} onOpenChange={setSearchOpen} onKeys={() => setKeysOpen(true)} />
      <KeysDialog open={keysOpen} onOpenChange={setKeysOpen} />
    </div>
  );
}
