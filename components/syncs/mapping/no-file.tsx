import { FileQuestion } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";

/** Where the columns would be, before a file was read. */
export function NoFile() {
  return (
    <EmptyState
      compact
      icon={<FileQuestion />}
      title="The file has not been read yet"
      description="Its columns are listed here once it was: ask for a preview above. Until then you can start from a template, or add the columns that you know by their headers."
    />
  );
}
