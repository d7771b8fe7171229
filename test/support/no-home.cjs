/** For --require: a user that /etc/passwd does not have. Without HOME, Node then has no answer. */

const os = require("node:os");
const { syncBuiltinESMExports } = require("node:module");

os.homedir = () => {
  const message = "A system error occurred: uv_os_homedir returned ENOENT (no such file or directory)";
  throw Object.assign(new Error(message), { name: "SystemError", code: "ERR_SYSTEM_ERROR" });
};
syncBuiltinESMExports();
