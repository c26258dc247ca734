// After tsc: bundles the compiled modules in dist/ into dist/program, one file a command and shared chunks, so that a
// start reads a few files instead of hundreds; and writes oclif.manifest.json, so that it imports no command but its own.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Plugin } from '@oclif/core'
import { build } from 'rolldown'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')
/** The modules in a folder of dist, without their ending. */
const modules = (folder) =>
  readdirSync(join(dist, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => `${folder}/${file.slice(0, -3)}`)
const entries = ['cli/main', 'cli/help', 'stream/thread', ...modules('steps'), ...modules('commands')]

/** Needed at every start, and bundled with what they need; other dependencies are loaded when they are used. */
const BUNDLED = ['@oclif/core', 'zod', 'yaml']
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const external = Object.keys(dependencies).filter((name) => !BUNDLED.includes(name))

await build({
  input: Object.fromEntries(entries.map((entry) => [entry, join(dist, `${entry}.js`)])),
  platform: 'node',
  external: external.map((name) => new RegExp(`^${name}(/|$)`)),
  output: {
    dir: join(dist, 'program'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
})

const plugin = new Plugin({
  root,
  ignoreManifest: true,
  errorOnManifestCreate: true,
  respectNoCacheDefault: true,
})
await plugin.load()
writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest)}\n`)
