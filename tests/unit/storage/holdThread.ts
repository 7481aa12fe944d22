import { WriterLocks } from "../../../server/storage/writerLock.ts";

// Takes a thread for writing, says so or why not, and holds it until stdin ends.
const [, , home = "", threadId = ""] = process.argv;
const locks = new WriterLocks(home);
try {
	locks.acquire(threadId);
	console.log("held");
	// What nobody refers to any more is collected, and its hold with it.
	process.stdin.resume().on("end", () => locks.close());
} catch (error) {
	console.log(error instanceof Error ? error.message : error);
}
