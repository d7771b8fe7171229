/** What `bin` starts. */

export { contextOf } from "./context/process-context.js";
export { main } from "./main.js";
