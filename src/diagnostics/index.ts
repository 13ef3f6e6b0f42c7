export { MESSAGES, type Cause, type Code, type MessageArguments, type Severity } from "./codes.js";
export { diagnostic, DiagnosticError, fail, type Diagnostic } from "./errors.js";
export { diagnosticToJson, renderDiagnostic, type RenderOptions } from "./render.js";
export { createSession, type Session } from "./session.js";
export { formatSpan, type Place, type Span } from "./span.js";
