// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of programs
/** Mistakes that `npm run test:fuzz` must find, by the target that is to find them: a text of dist/FILE and another one. */
export const FUZZ_BUGS = {
  'null is taken for an object': {
    target: 'validate',
    file: 'dataset/validate/shape.js',
    from: "typeof value === 'object' && value !== null && !Array.isArray(value)",
    to: "typeof value === 'object' && !Array.isArray(value)",
  },
  'what only begins like JSON is a bug': {
    target: 'chat',
    file: 'chat/reading.js',
    from: 'catch { }',
    to: 'catch (error) { throw error }',
  },
  'a damaged turn is remembered': {
    target: 'chat',
    file: 'memory/file-store.js',
    from: 'if (!turn || this.#places.has(turn.id))',
    to: 'if (this.#places.has(turn.id))',
  },
  'a message that cannot be read is a bug': {
    target: 'mcp',
    file: 'mcp/server.js',
    from: 'server.server.onerror = (error) => note(error.message);',
    to: 'server.server.onerror = (error) => { throw error; };',
  },
  'YAML that cannot be read is a bug': {
    target: 'config',
    file: 'config/yaml.js',
    from: 'throw new ConfigError(`${file}: not valid YAML: ${error.message}`)',
    to: 'throw error',
  },
  'half an answer is a bug': {
    target: 'cache',
    file: 'model/cache.js',
    from: 'return JSON.parse(text);\n    }\n    catch {',
    to: 'return JSON.parse(text);\n    }\n    catch (error) {\n        throw error;',
  },
  'a file that is no JSON is a bug': {
    target: 'queue',
    file: 'queue/files.js',
    from: "throw new CorruptError('it is not JSON')",
    to: "throw new Error('it is not JSON')",
  },
  'a number that is none is a bug': {
    target: 'flags',
    file: 'cli/flags.js',
    from: 'throw new UsageError(`--${options.name}=${input}: a whole number, 0 or more, is expected`)',
    to: 'throw new Error(input)',
  },
  'a file that holds too little is a bug': {
    target: 'files',
    file: 'cli/salt.js',
    from: 'throw new MissingInputError(`${path}: too short',
    to: 'throw new Error(`${path}: too short',
  },
}
