/** Parts of how a button looks, for pages that load nothing but themselves. */
export const BUTTON_BASE =
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium text-sm transition-colors focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2 disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg:not([class*='size-'])]:size-4 [&_svg]:pointer-events-none [&_svg]:shrink-0";
export const BUTTON_DEFAULT = "bg-primary text-primary-foreground hover:bg-primary-hover";
export const BUTTON_OUTLINE = "border border-input bg-background text-foreground hover:bg-accent";
export const BUTTON_SIZE = "h-8 px-3 max-md:h-9";

export const primaryButton = `${BUTTON_BASE} ${BUTTON_DEFAULT} ${BUTTON_SIZE}`;
export const outlineButton = `${BUTTON_BASE} ${BUTTON_OUTLINE} ${BUTTON_SIZE}`;
