import { notYet } from "./tail/refuse.ts";

/** Methods of the protocol that nothing answers yet. */
export const pendingHandlers = () => notYet("modelProvider/config/write");
