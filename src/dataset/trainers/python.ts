import type { Task, Written } from './trainer.js'

const CLASSES: Record<Task, { trainer: string; config: string }> = {
  sft: { trainer: 'SFTTrainer', config: 'SFTConfig' },
  dpo: { trainer: 'DPOTrainer', config: 'DPOConfig' },
  kto: { trainer: 'KTOTrainer', config: 'KTOConfig' },
}

/** A script that trains on the set: python train.py MODEL. */
export function python(library: 'trl' | 'unsloth', written: Written): string {
  const { task, train, validation, tools, by } = written
  const { trainer, config } = CLASSES[task]
  const files = { train, ...(validation && { validation }) }
  const evaluate = validation ? ', eval_strategy="epoch"' : ''
  const evalSet = validation ? '\n    eval_dataset=data["validation"],' : ''
  // A turn's completion holds results too, which nobody should learn; one step is an answer alone.
  const agents = library === 'trl' && tools
  const onlyAnswers = agents && task === 'sft' && by === 'turn' ? ', assistant_only_loss=True' : ''
  const load = library === 'trl' ? TRL_LOAD : UNSLOTH_LOAD[task === 'sft' ? 'sft' : 'preference']
  return `# python train.py MODEL [FOLDER]: ${trainer} on this set, for as long as you let it.
${agents ? AGENTS[onlyAnswers ? 'turn' : 'other'] : ''}import os
import sys

${library === 'unsloth' ? 'from unsloth import FastLanguageModel  # first: it changes what the others import\n\n' : ''}from datasets import load_dataset
${
  task === 'kto'
    ? `
try:
    from trl import KTOConfig, KTOTrainer
except ImportError:  # newer versions of TRL
    from trl.experimental.kto import KTOConfig, KTOTrainer
`
    : `from trl import ${config}, ${trainer}\n`
}
name = sys.argv[1]
out = sys.argv[2] if len(sys.argv) > 2 else "model"
here = os.path.dirname(os.path.abspath(__file__))
files = ${JSON.stringify(files)}
data = load_dataset("json", data_files={split: os.path.join(here, file) for split, file in files.items()})
${load}
trainer = ${trainer}(
    model=model,
    args=${config}(output_dir=out${evaluate}${onlyAnswers}),
    train_dataset=data["train"],${evalSet}${library === 'unsloth' ? '\n    processing_class=tokenizer,' : ''}
)
${library === 'unsloth' && task === 'sft' ? UNSLOTH_ANSWERS_ONLY : ''}trainer.train()
trainer.save_model(out)
`
}

const NEEDS = '# Needs datasets >= 4.7: before, arguments of different tools are mixed.\n'
const AGENTS = {
  turn: `${NEEDS}# assistant_only_loss keeps results of tools out of the loss. TRL raises where it cannot patch the chat template (Llama 3.1,
# Gemma 4, ...): then export with --rows step.
`,
  other: NEEDS,
}

const TRL_LOAD = 'model = name\n'

const UNSLOTH_MODEL = `model, tokenizer = FastLanguageModel.from_pretrained(name, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(model)
`
const UNSLOTH_LOAD = {
  preference: UNSLOTH_MODEL,
  sft: `${UNSLOTH_MODEL}
from unsloth.chat_templates import standardize_data_formats

for split in data:
    data[split] = standardize_data_formats(data[split]).map(
        lambda row: {"text": tokenizer.apply_chat_template(row["conversations"], tokenize=False)}
    )
`,
}

const UNSLOTH_ANSWERS_ONLY = `
from unsloth.chat_templates import train_on_responses_only

# The marks of ChatML; give those of your model's template where it has others.
trainer = train_on_responses_only(
    trainer, instruction_part="<|im_start|>user\\n", response_part="<|im_start|>assistant\\n"
)
`
