"use client";

import "./globals.css";
import { type ErrorPageProps, ErrorProblem } from "@/components/shell/error-problem";

/** Replaces the root layout when the layout itself fails, so it renders its own document. */
export default function GlobalError({ error, retry }: ErrorPageProps) {
  return (
    <html lang="en">
      <body>
        <ErrorProblem alone error={error} retry={retry} />
      </body>
    </html>
  );
}
