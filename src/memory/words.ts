import { words } from '../text/words.js'

/** Words that tell nothing about what a text is about. */
const EMPTY = new Set(
  `a about after all also am an and any are as at be because been before but by can could did do does doing done for from
  get give had has have he her here him his how i if in into is it its just know let like make may me more most much my no
  not now of on one or other our out over please say she should so some such tell than thanks that the their them then
  there these they this those to too up us use used very want was we were what when where which while who why will with
  would you your
  aber alle als also am an auch auf aus bei bin bis bitte da damit dann das dass dein dem den der des die dies diese dieser
  dir doch du ein eine einem einen einer eines er es etwas für gib habe haben hat hier ich ihm ihn ihr im in ist ja kann
  kannst kein keine können man mehr mein mich mir mit muss nach nicht noch nur ob oder ohne sag schon sein sich sie sind so
  soll über um und uns unter vom von vor war warum was welche wenn wer werden wie wir wird wo wozu zu zum zur`.split(
    /\s+/,
  ),
)

/** So much of a text is searched in: its beginning tells what it is about. */
const LIMIT = 20_000

/** The words of a text that can be searched for. */
export function searchWords(text: string): string[] {
  return words(text.slice(0, LIMIT)).filter((word) => !EMPTY.has(word))
}
