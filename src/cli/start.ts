/** What `bin` starts. */

export { main } from "./main.js";
export { worldOf } from "./process-world.js";
