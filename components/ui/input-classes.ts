/** The style shared by all text inputs. */
export const inputClasses =
  "w-full min-w-0 rounded-md border border-input bg-background text-foreground transition-colors placeholder:text-faint hover:border-faint focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-ring/40 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground [&[readonly]]:bg-subtle aria-invalid:border-danger aria-invalid:focus-visible:outline-danger/30";

/** Those of an input of one line. */
export const lineClasses =
  "h-8 px-2.5 text-base max-md:h-10 file:mr-3 file:h-7 file:border-0 file:bg-transparent file:font-medium file:text-foreground file:text-sm";
