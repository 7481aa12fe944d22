/**
 * The queue a request waits in. Requests of one queue are handled one after another in the order of
 * their arrival; requests of different queues, and those of scope "none", run side by side.
 * "thread" queues by `params.threadId`, "config" is one queue for the whole server; "process", "watch" and "search" queue by the id
 * that the client has given the process, the watch or the search session, which is its own connection's.
 */
export type OrderScope = "none" | "thread" | "config" | "process" | "watch" | "search";
