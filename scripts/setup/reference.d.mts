export function ensureReference(print: (line: string) => void): Promise<{ executable: string; schemas: string }>;
