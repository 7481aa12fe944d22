/** The release of the Codex App Server protocol that the schemas follow; clients read it in `userAgent`. */
export const PROTOCOL_RELEASE = "0.169.0";
