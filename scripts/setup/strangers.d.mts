export function ensureStrangers(print: (line: string) => void): Promise<string>;
