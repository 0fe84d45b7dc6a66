"use client";

import "./globals.css";
import { type ErrorPageProps, ErrorProblem } from "@/components/shell/error-problem";

/** Takes the place of the root layout when that itself fails, so it brings its own document. */
export default function GlobalError({ error, retry }: ErrorPageProps) {
  return (
    <html lang="en">
      <body>
        <ErrorProblem alone error={error} retry={retry} />
      </body>
    </html>
  );
}
