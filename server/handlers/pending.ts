import { notYet } from "./tail/refuse.ts";

/** Methods of the protocol that nothing answers yet. */
export const pendingHandlers = () => notYet("feedback/save", "modelProvider/config/write");
