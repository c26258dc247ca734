#!/usr/bin/env node
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { main } from '../dist/program/cli/main.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
// The only place that exits: stdout is drained, and an upstream that never closes must not keep us alive.
process.exit(await main(process.argv.slice(2), root))
