"""Loads a folder of `strom export --for axolotl` by its axolotl.yaml, with Axolotl's own prompt strategies."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["AXOLOTL_DO_NOT_TRACK"] = "1"
import importlib.metadata
import logging

import axolotl
import datasets
import transformers
import trl
import yaml
from axolotl.prompt_strategies.chat_template import StrategyLoader
from axolotl.prompt_strategies.dpo.chat_template import default as dpo_strategy
from axolotl.utils.dict import DictDefault
from common import Tally, byte_tokenizer, chatml_answers, main, rows_of
from datasets import load_dataset
from pathlib import Path

logging.disable(logging.WARNING)
datasets.disable_progress_bars()
TEMPLATES = Path(trl.__file__).parent / "chat_templates"


def config_of(folder, family):
    text = (TEMPLATES / f"{family}.jinja").read_text("utf8")
    block = yaml.safe_load((Path(folder) / "axolotl.yaml").read_text("utf8"))
    dataset = block["datasets"][0]
    cfg = DictDefault({**block, "train_on_inputs": False, "sequence_len": 2**31, "chat_template": "jinja", "chat_template_jinja": text})
    return cfg, dataset, text


def sft(folder, family):
    cfg, dataset, text = config_of(folder, family)
    specials = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
    chatml = "<|im_start|>" in text
    tokenizer = byte_tokenizer(text, specials, "<|im_end|>" if chatml else "<|endoftext|>")
    strategy = StrategyLoader()(tokenizer, cfg, dataset)
    data = load_dataset("json", data_files=str(Path(folder) / dataset["path"]), split="train", cache_dir=os.environ["HF_HOME"])
    rows = rows_of(folder)
    tally = Tally()
    made = exact = 0
    for row, sample in zip(rows, data):
        done = strategy.tokenize_prompt(sample)
        if not any(label != -100 for label in done["labels"]):
            continue
        made += 1
        trained = tokenizer.decode([t for t, label in zip(done["input_ids"], done["labels"]) if label != -100])
        answers = [m for m in row["messages"] if m["role"] == "assistant"]
        shown = [{**m, "content": ""} if m.get("tool_calls") and family == "llama3_1" else m for m in answers]
        tally.row(trained, [m for m in shown if m["train"]], [m["content"] for m in row["messages"] if m["role"] != "assistant"])
        if chatml:
            expected = chatml_answers(tokenizer.decode(done["input_ids"]), [m["train"] for m in answers])
            bare = lambda text: (text or "").replace("<|im_end|>", "").replace("<think>", "").replace("</think>", "").replace("\n", "")
            if bare(expected) == bare(trained):
                exact += 1
            else:
                tally.fault(f"trained {trained[:150]!r}, expected {(expected or '')[:150]!r}")
    note = f", {exact} rows exactly" if chatml else ""
    return f"sft {family}: {len(rows)} rows in, {made} out, {tally.answers} answers trained{note}, {tally.texts} texts of others not, {tally.faults} faults", made == len(rows) and tally.faults == 0


def dpo(folder, family):
    cfg, dataset, text = config_of(folder, family)
    tokenizer = byte_tokenizer(text)
    transform = dpo_strategy(cfg)
    transform = transform[0] if isinstance(transform, tuple) else transform
    rows = rows_of(folder)
    faults = 0
    for row in rows:
        done = transform(row, tokenizer=tokenizer)
        faults += any(row[side]["content"].strip() not in done[side] for side in ("chosen", "rejected"))
    return f"dpo {family}: {len(rows)} rows in, {faults} faults", faults == 0


def check(task, folder):
    # Llama 3.1 shows one call a message; Axolotl finds no span in GLM's template, whose thoughts move from answer to answer.
    for family in {"sft": ["qwen3", "qwen2_5", "qwen3_instruct_2507"], "split": ["llama3_1", "nemotron_3_nano"]}.get(task, ["qwen3"]):
        try:
            line, ok = (dpo if task == "dpo" else sft)(folder, family)
        except Exception as error:
            line, ok = f"{task} {family}: {type(error).__name__}: {str(error)[:300]}", False
        yield f"{Path(folder).name} {line}", ok


version = importlib.metadata.version("axolotl")
print(f"axolotl {version}, transformers {transformers.__version__}, datasets {datasets.__version__}")
main(check)
