export interface ReferenceServer {
	/** The native binary. */
	executable: string;
	/** The folder of its stable JSON Schemas. */
	schemas: string;
	experimentalSchemas: string;
	/** The folder of its stable TypeScript. */
	typescript: string;
	experimentalTypescript: string;
}

export function ensureReference(print: (line: string) => void): Promise<ReferenceServer>;
