import { KINDS } from '../record/kinds.js'
import { EXIT } from './exit-codes.js'

/** Help that belongs to no single command: `strom help TOPIC`. */
export const TOPICS: Record<string, { summary: string; text: string }> = {
  pipes: {
    summary: 'what every command guarantees in a pipe',
    text: `Every command reads JSONL on stdin and writes JSONL on stdout, so commands are joined with pipes. Files to read may be
named instead: strom score turns.jsonl.

  conversations to training data    import | score | enrich | mine | synthesize | export
  the Dauerfelder loop              produce | consume | analyze | learn | produce ...

- One record a line, UTF-8. CRLF, a byte order mark and a missing last newline are accepted, blank lines skipped.
- stdout carries records only; warnings and one summary line go to stderr (--quiet: errors only).
- Memory is bounded, and a slow reader downstream slows strom down; it never loses a line. To leave out repeats,
  mine, synthesize and export keep 8 to 16 bytes a row they write, dedup about 370 bytes a record.
- Output order is input order. Same input, options and seed give the same bytes.
- score, enrich, mine, redact and dedup share their work among the threads of --jobs N; the bytes are the same.
  The default is 1, as the commands of a pipe run side by side anyway; none is started for little work.
- Nothing vanishes: in = used + rejected + failed, printed in the summary. --rejects FILE keeps what was
  dropped, with the reason.
- A bad line stops the command with exit code 65, and names file, line and column. --on-error skip goes on
  without it (exit 1 at the end); --errors FILE keeps it as a strom.error/1 record, which can be fed back in.
- A pipe of which any command fails makes nothing that looks finished: a command that fails ends its records with a
  strom.error/1 line (success adds nothing), and every command that reads it ends with 65 before it publishes. A
  command that was killed, or that is not strom's, cannot say so: write 'set -o pipefail' in scripts, or use
  'strom make', which is the whole pipe in one process.
- At a terminal the last command of a pipe shows what it does; the others say one line each at the end.
- '| head' ends the command at once, with exit code 0.
- SIGINT or SIGTERM: no more is read, work in flight is finished, what is done is written. A second signal
  ends at once.
- -o FILE appears whole or not at all: what was done before an error or a signal is left in FILE.partial. One
  that is replaced keeps its mode, its owner and the link to it; a new one may be read by nobody who may not read
  the inputs. Where a model is paid, FILE.paid keeps its answers until FILE is complete: after an error or a kill
  the same command goes on from there. Of runs that --append to one file one waits for the other (10 s, then 75).
- Empty input gives empty output and exit code 0.`,
  },
  records: {
    summary: 'the kinds of record on the wire',
    text: `Every line strom writes is a JSON object with "schema": "strom.<kind>/1". A line without "schema" is
accepted where its shape is clear: {"user": ..., "assistant": ...} is a turn. Fields strom does not know pass
through unchanged. 'strom schema KIND' prints the JSON Schema.

${Object.entries(KINDS)
  .map(([name, { madeBy }]) => `  ${name.padEnd(12)}${madeBy}`)
  .join('\n')}

A turn is one exchange: "user" and "assistant" are what was asked and what a person reads as the answer. Where the
answer is more than one plain text, "steps" holds it in order: text, reasoning, and calls, each with its own result.
A step with "from" is no word of the model: a runtime, or another agent, put it in between. "next" is what the person
said afterwards, "context" the exchanges before (question, answer, question, answer), "missing" what the reader saw and
the source does not hold. "stop" of the last step says how the answer ended; absent is ok, and only that is signal.

  jq 'del(.steps, .tools)'                                     the turn as two texts
  jq -r '.steps[]?.calls[]? | select(.name == "Bash").arguments.command'     every command that was run
  jq -c '.steps[]?.calls[]? | select(.result.error) | [.name, .result.text[:80]]'     every call that failed`,
  },
  'exit-codes': {
    summary: 'what each exit code means',
    text: Object.values(EXIT)
      .map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`)
      .join('\n'),
  },
  environment: {
    summary: 'the environment variables strom reads',
    text: `A flag comes before its variable, a variable before a project's file, a project's file before the user's,
the user's before the shipped defaults. 'strom config show --origin' tells which one won.

  OPENAI_API_KEY     key of the model's endpoint (or --key-file FILE); never written anywhere
  OPENAI_BASE_URL    URL of any OpenAI-compatible endpoint
  HTTP_PROXY, HTTPS_PROXY, NO_PROXY
                     as everywhere; servers on this machine are reached without a proxy
  STROM_PROVIDER     openai or simulated; else simulated where there is no key, base URL or model named, and only
                     for the loop: chat, mcp, augment and judge ask nobody then
  STROM_MODEL        name of the model
  STROM_CONFIG       folder with the project's configuration (default: strom/)
  STROM_<SETTING>    any other setting: STROM_MIN_SCORE=80 for min_score, STROM_TIMEOUT=60, ...
  STROM_SPILL_DIR    where a paid answer goes when the queue's disk is full
  STROM_LOG_FORMAT   text or json: how summary, warnings and errors are written on stderr
  XDG_CONFIG_HOME    the user's configuration is in strom/ under it (default: ~/.config)
  NO_COLOR           no colours or motion on stderr`,
  },
}
