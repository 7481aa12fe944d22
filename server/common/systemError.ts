/** What the C library says about the errors that files and programs fail with. */
const words: Record<string, string> = {
	EACCES: "Permission denied",
	EBUSY: "Device or resource busy",
	EEXIST: "File exists",
	EINVAL: "Invalid argument",
	EISDIR: "Is a directory",
	ELOOP: "Too many levels of symbolic links",
	EMFILE: "Too many open files",
	ENAMETOOLONG: "File name too long",
	ENOENT: "No such file or directory",
	ENOEXEC: "Exec format error",
	ENOSPC: "No space left on device",
	ENOTDIR: "Not a directory",
	ENOTEMPTY: "Directory not empty",
	EPERM: "Operation not permitted",
	EROFS: "Read-only file system",
	ETXTBSY: "Text file busy",
};

interface SystemError extends Error {
	code: string;
	errno: number;
}

/** Whether the operating system refused, as opposed to a mistake of ours. */
export function isSystemError(error: unknown): error is SystemError {
	return error instanceof Error && "errno" in error && typeof error.errno === "number" && "code" in error;
}

/** An error of the operating system in the reference's words: `No such file or directory (os error 2)`. */
export function systemErrorText(error: SystemError): string {
	return `${words[error.code] ?? error.message} (os error ${Math.abs(error.errno)})`;
}
