/** Put in by the bundler; absent when the sources run as they are. */
declare const HEDDLE_VERSION: string | undefined;

/** The product's version. */
export const version = typeof HEDDLE_VERSION === "string" ? HEDDLE_VERSION : "0.0.0-source";
