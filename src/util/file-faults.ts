/** What an error of the operating system means to whoever named the file. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "there is a file where the folder should be",
  EISDIR: "it is a directory",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "there is no space left on the device",
  EDQUOT: "the disk quota is used up",
};

/** The code of an error of the operating system, such as ENOENT; undefined for any other error. */
export function faultCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The reason as it ends the sentence "cannot read x: …". An error that is not the operating system's is thrown again. */
export function faultReason(error: unknown): string {
  const code = faultCode(error);
  if (code === undefined) throw error;
  return REASONS[code] ?? (error as Error).message;
}
