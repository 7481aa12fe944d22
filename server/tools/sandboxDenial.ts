/** What tools print when the file system or the network is closed to them. */
const signs =
	/read-only file system|operation not permitted|permission denied|network is unreachable|could not resolve host|temporary failure in name resolution|EROFS|EACCES|EPERM|ENETUNREACH|EAI_AGAIN/i;
/** Exit codes that say something else: not found, not executable, ended by a signal of ours. */
const otherCodes = new Set([126, 127, 130, 137, 143]);

/** Whether a confined command probably failed because of its sandbox. A guess: the kernel does not tell. */
export function looksDenied(exitCode: number | null, output: string | null): boolean {
	if (exitCode === null || exitCode === 0 || otherCodes.has(exitCode)) return false;
	return output !== null && signs.test(output);
}
