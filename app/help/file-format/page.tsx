import { Download } from "lucide-react";
import type { Metadata } from "next";
import { HelpPage } from "@/components/help/help-page";
import { IssueCodes } from "@/components/help/issue-codes";
import { Block, Points } from "@/components/instructions/part";
import { PrintButton } from "@/components/instructions/print-button";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "File format" };

const EXAMPLE = `ID,Email,First name,Last name,Mobile,Department
1,ann@example.com,Ann,Ek,+358 40 5550 143,"Sales
Marketing"
2,bob@example.com,Bob,Dal,,Sales`;

/** What a file has to be like. It is read by IT teams too, so that it needs no sign-in. */
export default function FileFormatPage() {
  return (
    <HelpPage
      title="File format"
      description="What a CSV file has to be like, and what each issue of a report means."
      actions={
        <div className="flex flex-wrap gap-2 print:hidden">
          <Button asChild variant="outline">
            <a href="/help/sample.csv" download>
              <Download aria-hidden="true" />
              Download a sample CSV
            </a>
          </Button>
          <PrintButton />
        </div>
      }
    >
      <section aria-labelledby="example" className="grid min-w-0 grid-cols-1 gap-3">
        <h2 id="example" className="font-semibold text-lg">
          An example
        </h2>
        <Block text={EXAMPLE} label="Copy example" />
      </section>
      <section aria-labelledby="rules" className="grid min-w-0 grid-cols-1 gap-3">
        <h2 id="rules" className="font-semibold text-lg">
          The rules
        </h2>
        <Points>
          <li>
            UTF-8, values separated by commas, one header row, columns in any order. Another encoding or
            separator can be set for each sync.
          </li>
          <li>
            The columns ID, Email, First name, Last name and Mobile are required. The last three may be empty
            in a row.
          </li>
          <li>
            The ID is a text that never changes. It identifies the user, even if the e-mail address changes.
          </li>
          <li>
            Any other column fills the profile field of the same name. A mapping can rename, split or ignore
            columns.
          </li>
          <li>
            A value with a comma, a quote or a line break is put in double quotes; quotes in it are doubled.
          </li>
          <li>A line break inside quotes separates the values of a multiple choice field, or of teams.</li>
          <li>
            Dates are written 1984-01-23 and numbers 37.5, unless the mapping says how the column writes them.
          </li>
          <li>
            Each file is the full list: a user whose ID is missing from it is removed, and can be restored for
            30 days. An upload can also add and update only.
          </li>
          <li>
            Packed files (.gz, .zip), files encrypted with PGP and Excel workbooks (.xlsx) can be read too.
          </li>
        </Points>
      </section>
      <IssueCodes />
    </HelpPage>
  );
}
