// Stands in for @vscode/spdlog in the cached code-server: the part of its interface that VS Code uses.
// Each export is assigned by name: that is how a dynamic import finds the names of a CommonJS module.
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const levels = ["trace", "debug", "info", "warn", "error", "critical"];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = levels.indexOf("info");
    this.isPlain = false;
    mkdirSync(dirname(file), { recursive: true });
  }
  write(level, message) {
    if (levels.indexOf(level) < this.level) return;
    const at = new Date().toISOString().replace("T", " ").replace("Z", "");
    appendFileSync(this.file, this.isPlain ? message : `${at} [${level}] ${message}\n`);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.isPlain = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}

for (const level of levels) {
  Logger.prototype[level] = function (message) {
    this.write(level, message);
  };
}

const create = async (name, file) => new Logger("rotating", name, file);

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
