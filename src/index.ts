/**
 * strom as a library: the function behind every command, and the record schemas. The functions are pure, but for those
 * of a queue, a model, a memory and files, which are named below. Records are plain objects, as they are on the wire.
 */

// chat, mcp: with a memory file
export { Chat } from './chat/chat.js'
// score
export { loadLexicons } from './config/lexicon.js'
// config show, wrappers
export { loadConfig } from './config/load.js'
export { loadRubric } from './config/rubrics.js'
export { loadWrappers } from './config/wrappers.js'
// import, make: exports to turns, of which conversations may be chosen
export { type Imported, type ImportOptions, importTurns } from './conversation/import.js'
// redact
export { PRIVATE_KINDS, type PrivateKind } from './conversation/redact/match.js'
export { Names } from './conversation/redact/names.js'
export {
  type Finders,
  findPrivate,
  openFinders,
  type PrivateText,
  redactedLine,
} from './conversation/redact/redact.js'
export { Tokens } from './conversation/redact/tokens.js'
export { scorer } from './conversation/score.js'
export { type Selection, type Selector, selector } from './conversation/select.js'
// synthesize, augment
export { Augmenter } from './dataset/augment/augment.js'
export { requestsFor } from './dataset/augment/request.js'
// dedup, stats
export { Dedup, type DedupOptions, type Repeat } from './dataset/dedup/dedup.js'
// export, validate
export { fewShotExport, type PlainExport, plainExport } from './dataset/plain-export.js'
export { Stats } from './dataset/stats/stats.js'
export { type SynthesizeOptions, synthesize } from './dataset/synthesize.js'
export { openSet, type SetRequest, type TrainingSet } from './dataset/training-set.js'
export { FileChecker } from './dataset/validate/file.js'
export { rulesOf, TARGETS } from './dataset/validate/targets.js'
// analyze, learn, simulate
export { type AnalyzeOptions, Analyzer, analyze } from './evolution/analyze.js'
export { explain } from './evolution/explain.js'
export { type Figures, figures } from './evolution/figures.js'
export { generationLine } from './evolution/generation-line.js'
export { type LearnOptions, type Lesson, learn } from './evolution/learn.js'
export { type Run, simulate } from './evolution/simulate.js'
// judge
export { Agreement } from './judge/agreement.js'
export { judgeAnswer, judgePair } from './judge/judge.js'
export { pairOf, subjectOf } from './judge/subject.js'
export { consumePrompt, Templates } from './loop/consume.js'
export { type DrainOptions, drain } from './loop/drain.js'
export { type LoopOptions, runGeneration } from './loop/generation.js'
export { producePrompt } from './loop/produce.js'
export { serve } from './mcp/server.js'
export { openMemory } from './memory/open.js'
// produce, consume, loop: with a model, and a queue on disk
export type { ChatModel } from './model/chat-model.js'
export { Dispatcher, type DispatcherOptions } from './model/dispatcher.js'
// enrich, mine
export { enrich } from './patterns/enrich.js'
export { type MineOptions, mine } from './patterns/mine.js'
export { openDirectory } from './queue/directory.js'
export type { Queue } from './queue/queue.js'
// the records on the wire, and errors that say what to do
export { Analysis, Generation } from './record/analysis.js'
export * from './record/errors.js'
export { Example } from './record/example.js'
export { KINDS, type KindName } from './record/kinds.js'
export { Brief, Prompt, Result } from './record/loop.js'
export { parseRecord } from './record/parse.js'
export { Pattern } from './record/pattern.js'
export { Lineage, SetManifest } from './record/set.js'
export { Turn } from './record/turn.js'
