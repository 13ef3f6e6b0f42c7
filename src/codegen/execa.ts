/** The one place through which execa enters. Arguments are arrays; nothing goes through a shell. */
export { execa, ExecaError, execaSync, ExecaSyncError } from "execa";
