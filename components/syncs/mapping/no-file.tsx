import { FileQuestion } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";

/** Shown instead of the columns until a file was read. */
export function NoFile() {
  return (
    <EmptyState
      compact
      icon={<FileQuestion />}
      title="The file has not been read yet"
      description="Preview changes to list its columns here. You can also use a template, or add columns by their headers."
    />
  );
}
