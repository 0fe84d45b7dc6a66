import type { CSSProperties } from "react";
import { type PortalSlugs, portalPath } from "@/lib/auth/portal/place";
import { cn } from "@/lib/cn";
import type { Brand } from "@/lib/model/brand";
import { accentColours } from "@/lib/values/accent";

type Branded = { className?: string; style?: CSSProperties };

/** What the frame of a portal needs to be in its organization's colour; nothing where none was chosen. */
export function branded({ accent }: Brand): Branded {
  if (accent === null) return {};
  const { light, dark } = accentColours(accent);
  const colours = {
    ...{ "--brand-light": light.colour, "--on-brand-light": light.text },
    ...{ "--brand-dark": dark.colour, "--on-brand-dark": dark.text },
  };
  // React's type of styles knows no variables.
  return { className: "branded", style: colours as CSSProperties };
}

type Props = { brand: Brand; slugs: PortalSlugs; className?: string };

/** The organization's logo. Its name is beside it, so it says nothing to those who don't see it. */
export function PortalLogo({ brand: { logo }, slugs, className }: Props) {
  if (!logo) return null;
  return (
    <span className={cn("inline-flex shrink-0", logoGround(logo.isLight))}>
      {/* biome-ignore lint/performance/noImgElement: small, made by us, and there is no optimizer */}
      <img
        src={`${portalPath(slugs)}/logo/${logo.hash}.webp`}
        alt=""
        width={logo.width}
        height={logo.height}
        className={cn("h-auto w-auto object-contain", className)}
      />
    </span>
  );
}

/** A dark logo would be lost on the dark theme, and a light one on the light theme: there it has a ground of its own. */
export function logoGround(isLight: boolean): string {
  return isLight
    ? "rounded-md bg-neutral-900 p-1.5 dark:bg-transparent dark:p-0"
    : "rounded-md dark:bg-white dark:p-1.5";
}
