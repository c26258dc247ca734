/** A longer line is prose or data. */
const LONGEST = 300
const KEYWORD =
  /^(?:(?:async )?def \w+.*:$|import [\w{*."'<]|from \S+ import |#include\b|#!\/|(?:export )?(?:const|let|var) (?:mut )?[\w{[]+.*[=;]|(?:public|private|protected|static|final|async|export|pub) \w+|function\b.*\(|fn \w+|func \w+|class \w+.*[:{(]$|package [\w.]+;?$|using [\w.:]+;$|use [\w:]+(?:::|;)|SELECT .* FROM |INSERT INTO |CREATE TABLE |UPDATE \w+ SET |sudo \w|npm (?:i|install|run|init)\b|pip3? install |git (?:clone|commit|push|pull|checkout|add|init)\b|apt(?:-get)? |docker (?:run|build|pull|compose)\b|<\/?[a-z][\w-]*(?: [\w-]+=".*")?>|\$ \w|>>> |elif .*:$|else:$|(?:if|for|while) .*[:{]$|return\b.*[;)]$|print\(|console\.|@\w+(?:\(.*\))?$|extends \w+$|local \w+ = |end$|pass$|try:$|break;?$)/
const SYMBOLS = /[;{}]$|=>|->|:=|==|!=|&&|\|\||\w\([^()]*\)[;:]?$|\);$|^\s*[})\]]|<\w+>|::/
const ASSIGNMENT = /^[\w.$[\]"']+(?::? [\w<>[\]]+)? [-+*/|&]?= \S/

/** Does a line look like code that nobody fenced? */
export function isCodeLine(line: string): boolean {
  const text = line.trim()
  if (text === '' || text.length > LONGEST) return false
  return (
    KEYWORD.test(text) ||
    ASSIGNMENT.test(text) ||
    (SYMBOLS.test(text) && !/[.!?]["')]?$/.test(text) && !/^[-*•] |^\d+[.)] /.test(text))
  )
}

/** Is most of a text, line by line, code? At most its first hundred lines are looked at. */
export function isMostlyCode(text: string): boolean {
  const lines = text.split('\n', 100).filter((line) => line.trim() !== '')
  return lines.length > 0 && lines.filter(isCodeLine).length * 2 >= lines.length
}
