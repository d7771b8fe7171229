/** What `bin` starts. */

export { worldOf } from "./context/process-context.js";
export { main } from "./main.js";
