import { AppError } from "@/lib/errors";

type Missing = {
  /** A sentence that names what is there. */
  whatIsThere?: string;
  /** Where the path starts. */
  start?: string;
};

/** What can be wrong with the file itself. Every text names the path as the customer wrote it. */
export function noSuchFile(path: string, cause?: unknown, { whatIsThere, start }: Missing = {}): AppError {
  const check = `Check the path, including upper and lower case. It starts at ${start ?? "the home folder of the login"}.`;
  return new AppError("source_path", `File error: No such file: ${path}`, {
    cause,
    remedy: whatIsThere === undefined ? check : `${whatIsThere} ${check}`,
  });
}

export function permissionDenied(path: string, cause?: unknown): AppError {
  return new AppError("source_path", `File error: Permission denied: ${path}`, {
    cause,
    remedy: "Ask the administrator of the server to let this login read the file and open its folder.",
  });
}

export function isFolder(path: string): AppError {
  return new AppError("source_path", `File error: ${path} is a folder`, {
    remedy: "Give the path of the file itself, such as export/users.csv.",
  });
}

export function unreadable(path: string, cause?: unknown): AppError {
  return new AppError("source_path", `File error: The server can't read ${path}`, {
    cause,
    remedy: "Ask the administrator of the server to check this file.",
  });
}

export function emptyFile(path: string): AppError {
  return new AppError("source_path", `File error: ${path} is empty`, {
    remedy: "Check that the export has finished and writes to this path.",
  });
}

export function badPath(path: string, why: string): AppError {
  return new AppError("source_path", `File error: ${path} ${why}`, {
    remedy: "Give the path of the file, such as export/users.csv.",
  });
}

/** Paths of a source start at the home folder, unless it was set otherwise. */
export function outsideHome(path: string): AppError {
  return new AppError("source_path", `File error: ${path} is outside the home folder`, {
    remedy:
      "The paths of this Remote Source start at the home folder of the login. Give the path from there, such as export/users.csv, or edit the Remote Source and let its paths start at the server's root.",
  });
}

export function temporaryName(path: string): AppError {
  return new AppError("source_path", `File error: ${path} is the name of an unfinished upload`, {
    remedy: "Give the name that the file has once it is complete.",
  });
}

/** Its bytes may be half of one export and half of the next. */
export function fileChanged(path: string): AppError {
  return new AppError("file_changed", `File error: ${path} changed while it was read`, {
    retry: true,
    remedy: "Nothing was changed. Run the sync again once the export has finished, or schedule it for later.",
  });
}

export function stillWritten(path: string): AppError {
  return new AppError("file_changed", `File error: ${path} is still being written`, {
    retry: true,
    remedy: "Nothing was changed. Run the sync again once the export has finished, or schedule it for later.",
  });
}

export function stillUploaded(path: string, upload: string): AppError {
  return new AppError("file_changed", `File error: ${path} is still being uploaded as ${upload}`, {
    retry: true,
    remedy:
      "Nothing was changed. Run the sync again once the upload has finished. If the upload was interrupted, delete the incomplete file.",
  });
}

/** A refusal of a file that earlier runs have read: it may be locked or replaced just now, so that another try may help. */
export function mayComeBack(refusal: AppError): AppError {
  return new AppError(refusal.code, refusal.message, {
    cause: refusal.cause,
    retry: true,
    remedy:
      `Earlier runs have read this file, so Rollcall tries again for a while. ${refusal.remedy ?? ""}`.trim(),
  });
}
