"""Loads a folder of `strom export --for llamafactory` by its dataset_info.json, with LLaMA-Factory's own loader and templates."""

import json
import os

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets
import transformers
from common import Tally, byte_tokenizer, main, rows_of
from llamafactory.data import get_dataset, get_template_and_fix_tokenizer
from llamafactory.extras.env import VERSION
from llamafactory.hparams import DataArguments, ModelArguments
from pathlib import Path
from transformers import Seq2SeqTrainingArguments

datasets.disable_progress_bars()


def load(folder, family, stage):
    tokenizer = byte_tokenizer(None)
    name = next(iter(json.loads((Path(folder) / "dataset_info.json").read_text("utf8"))))
    data_args = DataArguments(
        dataset=name, dataset_dir=str(folder), template=family, cutoff_len=2**31, overwrite_cache=True
    )
    data_args.dataset = [name]
    # true trains on an empty thought where there is none, false takes all thoughts away, null does neither.
    data_args.enable_thinking = None
    template = get_template_and_fix_tokenizer(tokenizer, data_args)
    model_args = ModelArguments(model_name_or_path="none", cache_dir=os.environ["HF_HOME"])
    training_args = Seq2SeqTrainingArguments(output_dir=os.environ["HF_HOME"], use_cpu=True, report_to=[])
    return tokenizer, get_dataset(template, model_args, data_args, training_args, stage, tokenizer)["train_dataset"]


def answers_of(row):
    """The answers of a row in OpenAI's shape, and the other texts."""
    answers, others = [], []
    for message in row["conversations"]:
        value = message["value"]
        if message["from"] == "gpt":
            answers.append({"content": value})
        elif message["from"] == "function_call":
            text, _, marked = value.partition("<tool_call>")
            calls = json.loads(marked.removesuffix("</tool_call>") if marked else value)
            calls = calls if isinstance(calls, list) else [calls]
            answers.append({"content": text if marked else "", "tool_calls": [{"function": call} for call in calls]})
        else:
            others.append(value)
    return answers, others


def check(task, folder):
    rows = rows_of(folder)
    stage = {"sft": "sft", "dpo": "rm", "kto": "kto"}[task]
    families = ["qwen3", "llama3", "glm4_moe", "granite4"] if task == "sft" else ["qwen3"]
    for family in families:
        try:
            tokenizer, made = load(folder, family, stage)
        except Exception as error:
            yield f"{task} {family}: {type(error).__name__}: {str(error)[:300]}", False
            continue
        tally = Tally()
        for row, done in zip(rows, made):
            if task == "sft":
                trained = tokenizer.decode([t for t, label in zip(done["input_ids"], done["labels"]) if label != -100])
                tally.row(trained, *answers_of(row))
            elif task == "dpo":
                for side in ("chosen", "rejected"):
                    labels = done[f"{side}_labels"]
                    tally.row(tokenizer.decode([t for t in labels if t != -100]), [{"content": row[side]["value"]}], [])
        ok = len(made) == len(rows) and tally.faults == 0
        yield (
            f"{Path(folder).name} {task} {family}: {len(rows)} rows in, {len(made)} out, {tally.answers} answers trained, "
            f"{tally.texts} texts of others not, {tally.faults} faults"
        ), ok


print(f"llamafactory {VERSION}, transformers {transformers.__version__}, datasets {datasets.__version__}")
main(check)
