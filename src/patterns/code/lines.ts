/** A longer line is prose or data. */
const LONGEST = 300
const KEYWORD =
  /^(?:(?:async )?def \w+.*:$|import [\w{*."'<]|from \S+ import |#include\b|#!\/|(?:export )?(?:const|let|var) (?:mut )?[\w{[]+.*[=;]|(?:public|private|protected|static|final|async|export|pub) \w+|function\b.*\(|fn \w+|func \w+|class \w+.*[:{(]$|package [\w.]+;?$|using [\w.:]+;$|use [\w:]+(?:::|;)|SELECT .* FROM |INSERT INTO |CREATE TABLE |UPDATE \w+ SET |sudo \w|npm (?:i|install|run|init)\b|pip3? install |git (?:clone|commit|push|pull|checkout|add|init)\b|apt(?:-get)? |docker (?:run|build|pull|compose)\b|<\/?[a-z][\w-]*(?: [\w-]+=".*")?>|\$ \w|>>> |elif .*:$|else:$|(?:if|for|while) .*[:{]$|return\b.*[;)]$|print\(|console\.|@\w+(?:\(.*\))?$|extends \w+$|local \w+ = |end$|pass$|try:$|break;?$)/
const SYMBOLS = /[;{}]$|=>|->|:=|==|!=|&&|\|\||\w\([^()]*\)[;:]?$|\);$|^\s*[})\]]|<\w+>|::/
const ASSIGNMENT = /^[\w.$[\]"']+(?::? [\w<>[\]]+)? [-+*/|&]?= \S/

/** Does a line look like code that nobody fenced? */
export function isCodeLine(line: string): boolean {
  const text = line.trim()
  if (text === '' || text.length > LONGEST || !(hasSymbol(text) || BARE.test(text))) return false
  return (
    KEYWORD.test(text) ||
    ASSIGNMENT.test(text) ||
    (SYMBOLS.test(text) && !/[.!?]["')]?$/.test(text) && !/^[-*•] |^\d+[.)] /.test(text))
  )
}

/** Code without any mark: "pass", "git log". */
const BARE =
  /^(?:end|pass|break|import|from|package|extends|local|use|using|sudo|npm|pip3?|git|apt|apt-get|docker|fn|func|class|public|private|protected|static|final|async|export|pub|INSERT|CREATE|SELECT|UPDATE)\b/

/** One of ( ) { } [ ] ; = < > $ # : @ | &, which prose has seldom and code always. */
function hasSymbol(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 128 && SYMBOL[code] === 1) return true
  }
  return false
}
const SYMBOL = new Uint8Array(128)
for (const char of '(){}[];=<>$#:@|&') SYMBOL[char.charCodeAt(0)] = 1

/** Is most of a text, line by line, code? At most its first hundred lines are looked at. */
export function isMostlyCode(text: string): boolean {
  const lines = text.split('\n', 100).filter((line) => line.trim() !== '')
  return lines.length > 0 && lines.filter(isCodeLine).length * 2 >= lines.length
}
