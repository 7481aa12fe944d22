/** What the C library of the reference, musl, says about the errors that files and programs fail with. */
const words: Record<string, string> = {
	E2BIG: "Argument list too long",
	EACCES: "Permission denied",
	EBUSY: "Resource busy",
	EEXIST: "File exists",
	EFBIG: "File too large",
	EINVAL: "Invalid argument",
	EIO: "I/O error",
	EISDIR: "Is a directory",
	ELOOP: "Symbolic link loop",
	EMFILE: "No file descriptors available",
	ENAMETOOLONG: "Filename too long",
	ENFILE: "Too many open files in system",
	ENODEV: "No such device",
	ENOENT: "No such file or directory",
	ENOEXEC: "Exec format error",
	ENOMEM: "Out of memory",
	ENOSPC: "No space left on device",
	ENOTDIR: "Not a directory",
	ENOTEMPTY: "Directory not empty",
	ENXIO: "No such device or address",
	EPERM: "Operation not permitted",
	EROFS: "Read-only file system",
	ETXTBSY: "Text file busy",
	EXDEV: "Cross-device link",
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
