"use client";

import type { UseFormReturn } from "react-hook-form";
import { SwitchField } from "@/components/patterns/toggle-fields";
import { Alert, AlertDescription } from "@/components/ui/alert";
import type { SftpFields, SftpInput } from "@/lib/pipeline/source/sftp/form";

/** The switch that allows outdated algorithms, with its risk. */
export function OutdatedSwitch({ form }: { form: UseFormReturn<SftpFields, unknown, SftpInput> }) {
  return (
    <div className="grid gap-2">
      <SwitchField
        control={form.control}
        name="allowOutdated"
        label="Allow outdated algorithms (SHA-1)"
        help="Only for a server that can't be updated. Leave it off unless a connection check tells you to turn it on."
      />
      {form.watch("allowOutdated") ? (
        <Alert tone="held">
          <AlertDescription>
            SHA-1 is broken. An attacker between Rollcall and the server may be able to pose as the server and
            read the password and the file. Ask your IT team to update the server, then turn this off.
          </AlertDescription>
        </Alert>
      ) : null}
    </div>
  );
}
