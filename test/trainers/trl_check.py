"""Loads a folder of `strom export --for trl` as its train.py does, with the chat templates that ship with TRL."""

import json
import os

os.environ["HF_HUB_OFFLINE"] = "1"
import datasets
import transformers
import trl
from common import Tally, byte_tokenizer, chatml_answers, main, rows_of
from datasets import load_dataset
from pathlib import Path
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

try:
    from trl import KTOConfig, KTOTrainer
except ImportError:
    from trl.experimental.kto import KTOConfig, KTOTrainer

datasets.disable_progress_bars()
TEMPLATES = Path(trl.__file__).parent / "chat_templates"
CHATML = {"qwen3", "qwen2_5", "qwen3_instruct_2507", "qwen3_8"}
SPECIALS = {
    "glm4moe": ("<|endoftext|>", "<|user|>", "<|assistant|>", "<|observation|>"),
    "gptoss": ("<|endoftext|>", "<|start|>", "<|end|>", "<|return|>", "<|message|>", "<|channel|>", "<|call|>"),
    "llama3_1": ("<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<|eom_id|>"),
}


def tiny(vocabulary):
    config = transformers.LlamaConfig(
        vocab_size=vocabulary,
        hidden_size=8,
        intermediate_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        num_key_value_heads=1,
    )
    return transformers.LlamaForCausalLM(config)


def tokenizer_for(name):
    specials = SPECIALS.get(name, ("<|endoftext|>", "<|im_start|>", "<|im_end|>"))
    return byte_tokenizer((TEMPLATES / f"{name}.jinja").read_text("utf8"), specials, specials[-1] if name == "llama3_1" else specials[0] if name in SPECIALS else "<|im_end|>")


def sft(folder, name, by_step):
    data = load_dataset("json", data_files=str(Path(folder) / "train.jsonl"), cache_dir=os.environ["HF_HOME"])["train"]
    rows = rows_of(folder)
    tokenizer = tokenizer_for(name)
    tools = any("tools" in row for row in rows)
    args = SFTConfig(
        output_dir=os.environ["HF_HOME"],
        assistant_only_loss=tools and not by_step,
        max_length=None,
        report_to=[],
        use_cpu=True,
        bf16=False,
    )
    trainer = SFTTrainer(model=tiny(len(tokenizer)), args=args, train_dataset=data, processing_class=tokenizer)
    made = trainer.train_dataset
    tally = Tally()
    exact = 0
    for row, done in zip(rows, made):
        trained = tokenizer.decode([t for t, label in zip(done["input_ids"], done["labels"]) if label != -100])
        answers = [message for message in row["completion"] if message["role"] == "assistant"]
        # Llama 3.1 and gpt-oss show no text beside a call: it is not there to be learned.
        shown = [{**m, "content": ""} if m.get("tool_calls") and name in ("llama3_1", "gptoss") else m for m in answers]
        everything = row["prompt"] + row["completion"]
        tally.row(trained, shown, [m["content"] for m in everything if m["role"] != "assistant"])
        if name in CHATML:
            learned = [False] * sum(m["role"] == "assistant" for m in row["prompt"]) + [True] * len(answers)
            expected = chatml_answers(tokenizer.decode(done["input_ids"]), learned)
            # The template's own marks of a thought belong to the prompt of the generation, or to the answer.
            thoughtless = lambda text: (text or "").replace("<think>", "").replace("</think>", "").replace("\n", "")
            if thoughtless(expected) == thoughtless(trained):
                exact += 1
            elif expected is not None:
                tally.fault(f"trained {trained[:120]!r}, expected {expected[:120]!r}")
    ok = len(made) == len(rows) and tally.faults == 0
    note = f", {exact} exactly" if name in CHATML else ""
    return f"sft {name}: {len(rows)} rows in, {len(made)} out, {tally.answers} answers trained{note}, {tally.texts} texts of others not, {tally.faults} faults", ok


def dpo(folder):
    rows = rows_of(folder)
    data = load_dataset("json", data_files=str(Path(folder) / "train.jsonl"), cache_dir=os.environ["HF_HOME"])["train"]
    tokenizer = tokenizer_for("qwen3")
    args = DPOConfig(output_dir=os.environ["HF_HOME"], max_length=None, report_to=[], use_cpu=True, bf16=False)
    trainer = DPOTrainer(model=tiny(len(tokenizer)), ref_model=tiny(len(tokenizer)), args=args, train_dataset=data, processing_class=tokenizer)
    made = trainer.train_dataset
    faults = 0
    for row, done in zip(rows, made):
        for side in ("chosen", "rejected"):
            text = tokenizer.decode(done[f"{side}_ids"])
            faults += row[side][0]["content"].strip() not in text
    return f"dpo qwen3: {len(rows)} rows in, {len(made)} out, {faults} faults", len(made) == len(rows) and faults == 0


def kto(folder):
    rows = rows_of(folder)
    data = load_dataset("json", data_files=str(Path(folder) / "train.jsonl"), cache_dir=os.environ["HF_HOME"])["train"]
    tokenizer = tokenizer_for("qwen3")
    args = KTOConfig(output_dir=os.environ["HF_HOME"], max_length=None, report_to=[], use_cpu=True, bf16=False, per_device_train_batch_size=2)
    trainer = KTOTrainer(model=tiny(len(tokenizer)), ref_model=tiny(len(tokenizer)), args=args, train_dataset=data, processing_class=tokenizer)
    made = trainer.train_dataset
    return f"kto qwen3: {len(rows)} rows in, {len(made)} out", len(made) == len(rows)


def check(task, folder):
    name = Path(folder).name
    if task in ("dpo", "kto"):
        try:
            line, ok = dpo(folder) if task == "dpo" else kto(folder)
        except Exception as error:
            line, ok = f"{task}: {type(error).__name__}: {str(error)[:300]}", False
        yield f"{name} {line}", ok
        return
    by_step = task == "steps"
    # gpt-oss shows one call a message too, and takes no thought beside a text and a call; Llama 3.1 shows one call a message, and TRL cannot patch it.
    families = {"steps": ["llama3_1", "qwen3"], "plain": ["gptoss", "glm4moe"]}.get(task, ["qwen3", "qwen2_5", "glm4moe"])
    for family in families:
        try:
            line, ok = sft(folder, family, by_step)
        except Exception as error:
            line, ok = f"sft {family}: {type(error).__name__}: {str(error)[:300]}", False
        yield f"{name} {'by step ' if by_step else ''}{line}", ok


print(f"trl {trl.__version__}, transformers {transformers.__version__}, datasets {datasets.__version__}")
main(check)
