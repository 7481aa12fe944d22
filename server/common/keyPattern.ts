/** What a key or an authorisation header looks like. */
const KEY = /\b(sk-[\w-]{6,}|Bearer\s+[\w.~+/=-]{6,})/g;

/** The text without whatever looks like a key, for logs and reports. */
export const withoutKeys = (text: string) => text.replace(KEY, "[redacted]");
