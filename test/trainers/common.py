"""What the checks of all trainers share: a tokenizer made on the spot, and what may and may not be trained on."""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast


def byte_tokenizer(template, specials=("<|endoftext|>", "<|im_start|>", "<|im_end|>"), eos="<|im_end|>"):
    """A token a byte: no hub is asked, and every trained span can be read exactly."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={char: i for i, char in enumerate(alphabet)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(list(specials))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=eos,
        bos_token=specials[0],
        pad_token=specials[0],
        unk_token=specials[0],
        clean_up_tokenization_spaces=False,
    )
    fast.chat_template = template
    return fast


def rows_of(folder, name="train"):
    path = Path(folder) / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def strings_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_in(inner)


def parts_of(message):
    """What a message of an answer must show: its text, and of its calls the names and the texts in the arguments."""
    parts = [message.get("content") or ""]
    for call in message.get("tool_calls") or []:
        given = call["function"]["arguments"]
        parts.append(call["function"]["name"])
        parts.extend(strings_in(json.loads(given) if isinstance(given, str) else given))
    return [part.strip() for part in parts if part.strip()]


def spellings(text):
    """A text as it stands, and inside JSON."""
    inside = json.dumps(text, ensure_ascii=False)[1:-1]
    return {text, inside, json.dumps(text)[1:-1], json.dumps(inside, ensure_ascii=False)[1:-1]}


def shows(trained, text):
    return any(spelling in trained for spelling in spellings(text))


LONG = 40


class Tally:
    """Counts what was checked; the first faults are printed."""

    def __init__(self):
        self.rows = self.answers = self.texts = self.faults = 0

    def fault(self, what):
        self.faults += 1
        if self.faults <= 5:
            print("  FAULT", what[:300])

    def row(self, trained, answers, others):
        """trained: text of the trained tokens; answers: messages to learn; others: texts that nobody may learn."""
        self.rows += 1
        said = "\n".join(part for message in answers for part in parts_of(message))
        for message in answers:
            self.answers += 1
            for part in parts_of(message):
                if not shows(trained, part):
                    self.fault(f"not trained: {part!r}")
        for text in others:
            text = (text or "").strip()
            if len(text) < LONG or text in said:
                continue
            self.texts += 1
            if shows(trained, text):
                self.fault(f"trained: {text!r}")


def chatml_answers(text, learned):
    """The spans of a ChatML text that belong to the answers; learned: for each answer whether it is to be learned."""
    spans = []
    start, end = "<|im_start|>assistant\n", "<|im_end|>"
    at = text.find(start)
    for is_learned in learned:
        if at < 0:
            return None
        stop = text.index(end, at) + len(end)
        if is_learned:
            spans.append(text[at + len(start) : stop])
        at = text.find(start, stop)
    return "".join(spans) if at < 0 else None


def main(check):
    """Runs check(task, folder) for each TASK=FOLDER that is named, and prints a line for each."""
    failed = False
    for argument in sys.argv[1:]:
        task, folder = argument.split("=", 1)
        for line, ok in check(task, folder):
            print(("ok    " if ok else "FAILED"), line, flush=True)
            failed |= not ok
    sys.exit(1 if failed else 0)
